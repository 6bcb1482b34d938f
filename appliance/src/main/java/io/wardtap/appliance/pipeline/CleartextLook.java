package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.cleartext.PersonSigns;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;

/// Looks for signs of patients' data in the first bytes of flows that no framer reads: 2 KiB of
/// each direction, once, where they lie. What was found is kept with the flow, as bits; a flow with
/// a suspicion is told, and told again when further kinds are found. Lane thread only.
final class CleartextLook {
    /// Bits of [io.wardtap.protocol.cleartext.PersonSign]; those that were told stand above them.
    private static final int SIGNS = 0xFF;

    private static final int TOLD_SHIFT = 8;

    private final UnitTeller teller;

    CleartextLook(UnitTeller teller) {
        this.teller = teller;
    }

    /// Whether bytes of which these are the latest are still looked at.
    static boolean isWanted(Flow flow, Direction from, int length) {
        return length >= PersonSigns.SHORTEST_BYTES
                && flow.half(from).payloadBytes() - length < PersonSigns.LOOKED_AT_BYTES;
    }

    /// Looks at the latest bytes of a direction.
    void at(Flow flow, Direction from, byte[] bytes, int start, int length) {
        if (!isWanted(flow, from, length)) {
            return;
        }
        int found = PersonSigns.scan(bytes, start, Math.min(length, PersonSigns.LOOKED_AT_BYTES));
        int before = flow.signs();
        int signs = before & SIGNS | found;
        int told = before >>> TOLD_SHIFT;
        if (signs == told) {
            return;
        }
        if (PersonSigns.isSuspicion(signs)
                && flow.is(Flow.BEGUN)
                && teller.signs(flow, from, signs)) {
            told = signs;
        }
        flow.signs(told << TOLD_SHIFT | signs);
    }
}
