package io.wardtap.protocol.testkit;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Writes pcapng captures block by block, valid ones and, with [#block] and [#raw], broken ones.
/// Nothing is written that was not asked for, not even the section header.
public final class PcapngBuilder {
    private static final int SECTION_HEADER = 0x0A0D0D0A;

    private final CaptureBytes bytes = new CaptureBytes();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    /// Options of a block, in the section's byte order.
    public final class Options {
        private final CaptureBytes options = new CaptureBytes();

        private Options() {
            options.order(order);
        }

        public Options option(int code, byte[] value) {
            options.u16(code).u16(value.length).raw(value).pad();
            return this;
        }

        public Options name(String name) {
            return option(2, name.getBytes(StandardCharsets.UTF_8));
        }

        public Options timeResolution(int value) {
            return option(9, new byte[] {(byte) value});
        }

        public Options timeOffset(long seconds) {
            CaptureBytes value = new CaptureBytes();
            value.order(order);
            return option(14, value.u64(seconds).toArray());
        }

        /// An option that counts, such as those of interface statistics.
        public Options count(int code, long n) {
            CaptureBytes value = new CaptureBytes();
            value.order(order);
            return option(code, value.u64(n).toArray());
        }

        public Options end() {
            options.u16(0).u16(0);
            return this;
        }
    }

    /// Begins a section; its byte order holds up to the next one.
    public PcapngBuilder section(ByteOrder newOrder) {
        return section(newOrder, 1, 0);
    }

    public PcapngBuilder section(ByteOrder newOrder, int major, int minor) {
        order = newOrder;
        bytes.order(newOrder);
        CaptureBytes body = body();
        body.u32(0x1A2B3C4DL).u16(major).u16(minor).u64(-1);
        return block(SECTION_HEADER, body.toArray());
    }

    public PcapngBuilder interfaceDescription(int linkType, long snapLength) {
        return interfaceDescription(linkType, snapLength, options -> {});
    }

    public PcapngBuilder interfaceDescription(
            int linkType, long snapLength, Consumer<Options> options) {
        Options list = new Options();
        options.accept(list);
        CaptureBytes body = body().u16(linkType).u16(0).u32(snapLength);
        return block(1, body.raw(list.options.toArray()).toArray());
    }

    public PcapngBuilder enhancedPacket(int interfaceId, long ticks, byte[] packet) {
        return enhancedPacket(interfaceId, ticks, packet, packet.length, packet.length);
    }

    public PcapngBuilder enhancedPacket(
            int interfaceId, long ticks, byte[] packet, long captured, long original) {
        CaptureBytes body = body().u32(interfaceId).u32(ticks >>> 32).u32(ticks);
        return block(6, body.u32(captured).u32(original).raw(packet).pad().toArray());
    }

    public PcapngBuilder simplePacket(byte[] packet, long original) {
        return block(3, body().u32(original).raw(packet).pad().toArray());
    }

    public PcapngBuilder obsoletePacket(int interfaceId, long ticks, byte[] packet) {
        CaptureBytes body = body().u16(interfaceId).u16(7).u32(ticks >>> 32).u32(ticks);
        body.u32(packet.length).u32(packet.length).raw(packet).pad();
        return block(2, body.toArray());
    }

    /// @param options name no reason to be in order or complete
    public PcapngBuilder interfaceStatistics(int interfaceId, Consumer<Options> options) {
        Options list = new Options();
        options.accept(list);
        return block(5, body().u32(interfaceId).u64(0).raw(list.options.toArray()).toArray());
    }

    /// A block of any type around this body, with right lengths.
    public PcapngBuilder block(int type, byte[] body) {
        int length = body.length + 12;
        bytes.u32(type).u32(length).raw(body).u32(length);
        return this;
    }

    /// A block whose two lengths are as given.
    public PcapngBuilder block(int type, long length, byte[] body, long trailer) {
        bytes.u32(type).u32(length).raw(body).u32(trailer);
        return this;
    }

    public PcapngBuilder raw(byte[] more) {
        bytes.raw(more);
        return this;
    }

    private CaptureBytes body() {
        CaptureBytes body = new CaptureBytes();
        body.order(order);
        return body;
    }

    /// Bytes so far: the offset of what comes next.
    public int size() {
        return bytes.size();
    }

    public byte[] bytes() {
        return bytes.toArray();
    }

    public Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
