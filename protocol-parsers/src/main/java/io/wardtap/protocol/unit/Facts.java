package io.wardtap.protocol.unit;

/// What a parser found in one unit: numbers, flags, interned names of devices and systems, keyed
/// hashes. Never a patient's data. One instance a ring slot and protocol, used again and again.
public abstract class Facts {
    /// Back to "nothing found".
    public abstract void clear();
}
