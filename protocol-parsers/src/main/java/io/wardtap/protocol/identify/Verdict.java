package io.wardtap.protocol.identify;

/// A probe's answer about the first bytes of one direction.
public enum Verdict {
    MATCH,
    NEED_MORE,
    NO
}
