package io.wardtap.protocol.transport;

import io.wardtap.protocol.bytes.Bytes;

/// The header of a UDP datagram (RFC 768).
///
///     0             2                  4        6          8
///     | source port | destination port | length | checksum | data
///
/// Callers check that [#HEADER_BYTES] are there. Any thread.
public final class UdpDatagram {
    public static final int HEADER_BYTES = 8;

    private UdpDatagram() {}

    public static int sourcePort(byte[] bytes, int start) {
        return Bytes.u16(bytes, start);
    }

    public static int destinationPort(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 2);
    }

    /// Bytes of header and data; 0 in an IPv6 jumbogram (RFC 2675 4).
    public static int length(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 4);
    }
}
