package io.wardtap.appliance.conformance;

import java.util.Collection;

/// Checks one message. One thread at a time.
interface MessageValidator {
    /// @param message as text, segments ended by carriage returns
    /// @return nothing when it conforms
    Collection<ConformanceFinding> check(String message);
}
