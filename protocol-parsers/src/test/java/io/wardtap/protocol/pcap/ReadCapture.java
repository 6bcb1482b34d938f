package io.wardtap.protocol.pcap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
        MemorySegment copy = Arena.ofAuto().allocate(capture.length + 1).asSlice(0, capture.length);
        return of(ByteWindow.of(copy.copyFrom(MemorySegment.ofArray(capture))));
    }

    static ReadCapture of(ByteWindow window) {
        CaptureReader reader = CaptureReader.of(window);
        PacketRecord packet = new PacketRecord();
        List<Packet> packets = new ArrayList<>();
        while (reader.next(packet)) {
            byte[] bytes =
                    packet.bytes
                            .asSlice(packet.start, packet.capturedLength)
                            .toArray(ValueLayout.JAVA_BYTE);
            packets.add(
                    new Packet(
                            java.util.HexFormat.of().formatHex(bytes),
                            packet.wireLength,
                            packet.timeNs,
                            packet.linkType,
                            packet.interfaceIndex,
                            reader.packetOffset()));
        }
        return new ReadCapture(packets, reader.damage(), reader);
    }
}
