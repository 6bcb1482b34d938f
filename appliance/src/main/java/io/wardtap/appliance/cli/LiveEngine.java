package io.wardtap.appliance.cli;

import io.wardtap.appliance.DoctorOptions;
import io.wardtap.appliance.DoctorResult;
import io.wardtap.appliance.LiveControl;
import io.wardtap.appliance.LiveListener;
import io.wardtap.appliance.LiveOptions;
import io.wardtap.appliance.RunResult;

/// Listens on interfaces.
interface LiveEngine {
    /// Returns once `control` has said stop and all is flushed, or when it cannot begin.
    RunResult run(LiveOptions options, LiveListener listener, LiveControl control);

    /// Listens for as long as was asked for, or until `control` says stop.
    DoctorResult examine(DoctorOptions options, LiveListener listener, LiveControl control);
}
