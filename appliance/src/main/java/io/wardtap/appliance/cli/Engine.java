package io.wardtap.appliance.cli;

import io.wardtap.appliance.ReplayListener;
import io.wardtap.appliance.ReplayOptions;
import io.wardtap.appliance.RunResult;

import java.util.function.BooleanSupplier;

/// Replays captures.
@FunctionalInterface
interface Engine {
    /// Returns once all is read, or soon after `cancelled` says true, with every output flushed and
    /// closed.
    RunResult replay(ReplayOptions options, ReplayListener listener, BooleanSupplier cancelled);
}
