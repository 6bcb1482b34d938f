package io.wardtap.appliance.detect;

/// One condition, one class. A detector also implements those of
/// [io.wardtap.appliance.observe.Observers] that it needs, is given a [FindingSink] and its
/// collaborators when it is made, reads no clock, opens nothing, logs nothing.
public interface Detector {
    RuleInfo rule();
}
