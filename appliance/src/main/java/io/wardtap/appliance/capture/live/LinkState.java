package io.wardtap.appliance.capture.live;

/// What is known of an interface's link.
public enum LinkState {
    UP,

    /// It is there, but switched off: no packets come until it is switched on.
    DOWN,

    /// There is no interface of that name any more; it is looked for again and again.
    MISSING
}
