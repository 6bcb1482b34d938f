package io.wardtap.protocol.identify;

import io.wardtap.protocol.flow.Direction;

/// Looks at the first bytes of one direction of a flow and says whether they are its protocol's.
/// Stateless, allocates nothing.
public interface ProtocolProbe {
    /// @param length bytes there so far, at most 4096, at least 1
    /// @param serverPort the port of the end that was asked, a prior only
    /// @param midstream the flow's begin was not seen: bytes may start anywhere
    Verdict probe(
            Direction from, byte[] bytes, int start, int length, int serverPort, boolean midstream);

    /// In midstream: how many of these bytes to step over until a credible unit starts, or -1 when
    /// there is none.
    default int findStart(Direction from, byte[] bytes, int start, int length) {
        return -1;
    }
}
