package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.bytes.Bytes;

/// Fixed layout of "this sender has sent other bytes for what it had sent before": IP fragments of
/// one datagram, or TCP segments of one stream.
public final class OverlapUnit {
    public static final int BYTES = 72;

    private static final int SENDER = 0;
    private static final int RECEIVER = 16;
    private static final int SENDER_PORT = 32;
    private static final int RECEIVER_PORT = 34;
    private static final int PROTOCOL = 36;
    private static final int VLAN = 38;
    private static final int SENDER_MAC = 40;
    private static final int OFFSET = 48;
    private static final int COUNT = 56;
    private static final int FRAGMENT = 64;

    private byte[] at;
    private int start;

    public OverlapUnit(byte[] segment, int start) {
        this.at = segment;
        this.start = start;
    }

    /// Moves the view, for the lane, which makes no new one a unit.
    OverlapUnit wrap(byte[] segment, int at) {
        this.at = segment;
        this.start = at;
        return this;
    }

    public void putSender(long high, long low, int port, long mac) {
        Bytes.putU64(at, start + SENDER, high);
        Bytes.putU64(at, start + SENDER + 8, low);
        Bytes.putU16(at, start + SENDER_PORT, port);
        Bytes.putU64(at, start + SENDER_MAC, mac);
    }

    public void putReceiver(long high, long low, int port) {
        Bytes.putU64(at, start + RECEIVER, high);
        Bytes.putU64(at, start + RECEIVER + 8, low);
        Bytes.putU16(at, start + RECEIVER_PORT, port);
    }

    public void putWhat(boolean fragment, int protocol, int vlan, long offset, long count) {
        Bytes.putU16(at, start + PROTOCOL, protocol);
        Bytes.putU16(at, start + VLAN, vlan);
        Bytes.putU64(at, start + OFFSET, offset);
        Bytes.putU64(at, start + COUNT, count);
        Bytes.putU64(at, start + FRAGMENT, fragment ? 1 : 0);
    }

    public long senderHigh() {
        return Bytes.u64(at, start + SENDER);
    }

    public long senderLow() {
        return Bytes.u64(at, start + SENDER + 8);
    }

    public long receiverHigh() {
        return Bytes.u64(at, start + RECEIVER);
    }

    public long receiverLow() {
        return Bytes.u64(at, start + RECEIVER + 8);
    }

    /// 0 for fragments.
    public int senderPort() {
        return Bytes.u16(at, start + SENDER_PORT);
    }

    /// 0 for fragments.
    public int receiverPort() {
        return Bytes.u16(at, start + RECEIVER_PORT);
    }

    public int protocol() {
        return Bytes.u16(at, start + PROTOCOL);
    }

    public int vlan() {
        return Bytes.u16(at, start + VLAN);
    }

    public long senderMac() {
        return Bytes.u64(at, start + SENDER_MAC);
    }

    /// Of the first byte that differs: in the datagram, or in the stream from its first byte.
    public long offset() {
        return Bytes.u64(at, start + OFFSET);
    }

    /// Fragments or segments with other bytes since the last unit about this pair.
    public long count() {
        return Bytes.u64(at, start + COUNT);
    }

    public boolean isFragment() {
        return Bytes.u64(at, start + FRAGMENT) != 0;
    }
}
