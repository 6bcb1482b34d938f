package io.wardtap.protocol.pcap;

import java.util.ArrayList;
import java.util.List;

/// A capture read to its end: the packets copied, what else the reader says.
record ReadCapture(List<Packet> packets, CaptureDamage damage, CaptureReader reader) {
    record Packet(
            String bytes,
            long wireLength,
            long timeNs,
            int linkType,
            int interfaceIndex,
            long at) {}

    static ReadCapture of(byte[] capture) {
        return of(ByteWindow.of(capture));
    }

    static ReadCapture of(ByteWindow window) {
        CaptureReader reader = CaptureReader.of(window);
        PacketRecord packet = new PacketRecord();
        List<Packet> packets = new ArrayList<>();
        while (reader.next(packet)) {
            packets.add(
                    new Packet(
                            java.util.HexFormat.of()
                                    .formatHex(
                                            packet.bytes,
                                            packet.start,
                                            packet.start + packet.capturedLength),
                            packet.wireLength,
                            packet.timeNs,
                            packet.linkType,
                            packet.interfaceIndex,
                            reader.packetOffset()));
        }
        return new ReadCapture(packets, reader.damage(), reader);
    }
}
