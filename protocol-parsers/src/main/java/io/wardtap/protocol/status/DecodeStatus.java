package io.wardtap.protocol.status;

/// Outcome of binding a view to bytes, or of one decoding step.
public enum DecodeStatus {
    OK,
    /// The bytes end before the unit does: cut by the capture, or more is to come.
    TRUNCATED,
    /// The sender's own fields disagree.
    MALFORMED,
    /// A kind this version does not read.
    UNSUPPORTED
}
