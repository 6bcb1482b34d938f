package io.wardtap.protocol.fuzz;

/// A fuzzer's bytes read as numbers, most significant byte first; behind their end come zeroes.
public final class FuzzInput {
    private final byte[] bytes;
    private int at;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public int left() {
        return Math.max(0, bytes.length - at);
    }

    public int u8() {
        int value = at < bytes.length ? bytes[at] & 0xFF : 0;
        at++;
        return value;
    }

    public int u16() {
        int high = u8();
        return high << 8 | u8();
    }

    /// The next bytes, fewer when fewer are left.
    public byte[] bytes(int count) {
        byte[] some = new byte[Math.min(count, left())];
        System.arraycopy(bytes, Math.min(at, bytes.length), some, 0, some.length);
        at += some.length;
        return some;
    }

    /// The byte at a place of a made-up stream: each kind has other bytes at most places, so that a
    /// mix-up of places or of kinds shows.
    public static byte pattern(int kind, int place) {
        return (byte) (place * 31 + (place >>> 8) * 7 + (place >>> 16) + kind * 101);
    }

    public static byte[] pattern(int kind, int place, int length) {
        byte[] made = new byte[length];
        for (int i = 0; i < length; i++) {
            made[i] = pattern(kind, place + i);
        }
        return made;
    }

    /// Tells what must hold of any input; the fuzzer takes the error for a finding.
    public static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    public static void check(long is, long shouldBe, String what) {
        if (is != shouldBe) {
            throw new AssertionError(what + " is " + is + ", should be " + shouldBe);
        }
    }
}
