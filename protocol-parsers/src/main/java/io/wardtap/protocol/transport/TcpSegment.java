package io.wardtap.protocol.transport;

import io.wardtap.protocol.bytes.Bytes;

/// The header of a TCP segment (RFC 9293 3.1).
///
///     0: source port 16 | destination port 16
///     4: sequence number 32
///     8: acknowledgment number 32
///     12: data offset 4 | reserved 4 | control bits 8 | window 16
///     16: checksum 16 | urgent pointer 16
///     20: options up to the data offset
///
/// Callers check that [#MIN_HEADER_BYTES] are there. Any thread.
public final class TcpSegment {
    public static final int MIN_HEADER_BYTES = 20;
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;

    private TcpSegment() {}

    public static int sourcePort(byte[] bytes, int start) {
        return Bytes.u16(bytes, start);
    }

    public static int destinationPort(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 2);
    }

    /// Compared modulo 2^32.
    public static int sequence(byte[] bytes, int start) {
        return Bytes.i32(bytes, start + 4);
    }

    /// Compared modulo 2^32.
    public static int acknowledgment(byte[] bytes, int start) {
        return Bytes.i32(bytes, start + 8);
    }

    /// Bytes from the header's start to the data.
    public static int headerBytes(byte[] bytes, int start) {
        return Bytes.u8(bytes, start + 12) >>> 4 << 2;
    }

    /// Control bits, [#FIN] to [#CWR].
    public static int flags(byte[] bytes, int start) {
        return Bytes.u8(bytes, start + 13);
    }

    /// As it stands, without the connection's scale.
    public static int window(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 14);
    }
}
