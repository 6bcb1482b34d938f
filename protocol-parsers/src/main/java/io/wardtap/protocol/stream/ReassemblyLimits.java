package io.wardtap.protocol.stream;

/// Bounds of reassembly.
///
/// @param waitingBytes a direction may hold behind a hole; more and the hole is given up (512 KiB:
///   two full windows of the devices we know, so that ordinary reordering and one lost mirror
///   packet are told apart)
/// @param holeAcknowledgedNs a hole that the receiver has acknowledged is given up after this long:
///   the receiver has the bytes, the capture does not (250 ms outlasts reordering inside a mirror)
/// @param window a segment further ahead than this is not believed (64 MiB: the largest window that
///   scaling allows in practice)
public record ReassemblyLimits(int waitingBytes, long holeAcknowledgedNs, int window) {
    public static ReassemblyLimits defaults() {
        return new ReassemblyLimits(512 << 10, 250_000_000L, 64 << 20);
    }
}
