package io.wardtap.appliance.capture;

/// What asking a [CaptureSource] for the next packet came to.
public enum Arrival {
    /// A packet: the record is filled.
    PACKET,

    /// Nothing at the moment, and there may be more later; only live sources say so.
    IDLE,

    /// No further packet ever.
    END
}
