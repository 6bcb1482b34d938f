package io.wardtap.appliance.detect;

/// Takes findings; called on the analysis thread.
public interface FindingSink {
    void report(Finding finding);
}
