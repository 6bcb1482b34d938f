package io.wardtap.protocol.fuzz;

import io.wardtap.protocol.flow.Direction;

/// Writes a conversation as [ConversationFuzz] reads it.
public final class ConversationSeed {
    private final SeedBytes seed = new SeedBytes().u16(0x1234);

    public ConversationSeed bytes(Direction from, byte[] bytes) {
        seed.u8(from.ordinal()).u16(bytes.length).raw(bytes);
        return this;
    }

    public ConversationSeed gap(Direction from, int missingBytes) {
        seed.u8(from.ordinal() | ConversationFuzz.GAP).u16(missingBytes - 1);
        return this;
    }

    public ConversationSeed end(Direction from) {
        seed.u8(from.ordinal() | ConversationFuzz.END);
        return this;
    }

    public byte[] bytes() {
        return seed.bytes();
    }
}
