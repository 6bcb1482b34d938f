package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.pcap.PacketRecord;

/// Copies of the few packets whose time is not believed yet, oldest first. Confined to the lane's
/// thread; its memory is reused.
final class HeldPackets {
    static final int CAPACITY = LaneClock.CONFIRMATIONS - 1;
    private static final int TYPICAL_BYTES = 64 << 10;

    private final PacketRecord[] packets = new PacketRecord[CAPACITY];
    private final byte[][] memory = new byte[CAPACITY][];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /// Copies a packet; there is room.
    void add(PacketRecord packet) {
        int at = (head + size) % CAPACITY;
        if (packets[at] == null) {
            packets[at] = new PacketRecord();
        }
        int length = packet.capturedLength;
        if (memory[at] == null || memory[at].length < length) {
            memory[at] = new byte[Math.max(length, TYPICAL_BYTES)];
        }
        System.arraycopy(packet.bytes, packet.start, memory[at], 0, length);
        packets[at].copyFrom(packet);
        packets[at].bytes = memory[at];
        packets[at].start = 0;
        size++;
    }

    /// Takes the oldest out; valid until the next [#add].
    PacketRecord take() {
        PacketRecord packet = packets[head];
        head = (head + 1) % CAPACITY;
        size--;
        return packet;
    }
}
