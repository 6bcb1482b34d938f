package io.wardtap.protocol.intellivue;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.DatagramFramer;
import io.wardtap.protocol.unit.UnitSink;

/// Counts each datagram by kind, and hands on what is about the association, about the monitor, or
/// about a patient. Polls, and results with nothing but measurements, make no units. Stateless.
final class IntellivueFramer implements DatagramFramer {
    @Override
    public void onDatagram(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        int kind = Datagrams.kind(bytes, start, length);
        if (kind == Intellivue.ASSOCIATE
                || kind == Intellivue.POLL
                || kind == Intellivue.EXTENDED_POLL) {
            sink.onClientIs(from);
        } else if (kind != Intellivue.CONNECT_INDICATION && kind != Intellivue.OTHER) {
            sink.onClientIs(from.opposite());
        }
        sink.onCount(kind);
        boolean unit =
                switch (kind) {
                    case Intellivue.POLL,
                            Intellivue.EXTENDED_POLL,
                            Intellivue.ERROR,
                            Intellivue.OTHER ->
                            false;
                    case Intellivue.RESULT, Intellivue.LINKED_RESULT ->
                            mayTellOfSomebody(bytes, start, start + length);
                    default -> true;
                };
        if (unit) {
            sink.onUnit(Intellivue.DATAGRAM, from, bytes, start, length, kind);
        }
    }

    /// Whether the id of a patient's or the monitor's own attribute may stand in it.
    private static boolean mayTellOfSomebody(byte[] bytes, int start, int end) {
        for (int at = start + 8; at + 4 <= end; at += 2) {
            switch (Bytes.u16(bytes, at)) {
                case Attributes.PATIENT_ID,
                        Attributes.FAMILY_NAME,
                        Attributes.GIVEN_NAME,
                        Attributes.BIRTH_DATE,
                        Attributes.NOTES_1,
                        Attributes.NOTES_2,
                        Attributes.MODEL -> {
                    return true;
                }
                default -> {
                    // a measurement, or a part of one
                }
            }
        }
        return false;
    }
}
