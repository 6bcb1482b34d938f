package io.wardtap.protocol.fuzz;

import java.io.ByteArrayOutputStream;

/// Writes what [FuzzInput] reads.
public final class SeedBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public SeedBytes u8(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    public SeedBytes u16(int value) {
        return u8(value >>> 8, value);
    }

    public SeedBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
