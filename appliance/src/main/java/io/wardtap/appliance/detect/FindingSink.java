package io.wardtap.appliance.detect;

/// Takes findings; called on the analysis thread.
public interface FindingSink {
    void report(Finding finding);

    /// What a rule had found under this key is over: an open alert closes as recovered.
    default void recovered(RuleInfo rule, String key, long packet, long nowNs) {}
}
