package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PacketBuilder;

/// Fills header rings from packets that a test built, as a lane does.
public final class HeaderRings {
    private HeaderRings() {}

    public static void add(HeaderRing ring, PacketBuilder builder, long timeNs) {
        byte[] bytes = builder.build();
        PacketRecord record = new PacketRecord();
        record.bytes = bytes.clone();
        record.capturedLength = bytes.length;
        record.wireLength = bytes.length;
        record.linkType = builder.linkType();
        PacketDecoder decoder = new PacketDecoder();
        decoder.decode(record.linkType, record.bytes, 0, bytes.length, bytes.length);
        ring.add(decoder, record, timeNs);
    }
}
