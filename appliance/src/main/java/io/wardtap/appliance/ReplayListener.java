package io.wardtap.appliance;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;

/// Watches a replay. Called from several threads; must not block for long.
public interface ReplayListener {
    /// Called by the lane now and then, often enough for a progress bar; a call that comes too soon
    /// costs the listener one comparison.
    ///
    /// @param bytesRead bytes of the inputs read so far
    /// @param bytesTotal of all inputs, -1 when not known
    default void onProgress(long bytesRead, long bytesTotal, long packets) {}

    /// Called on the analysis thread for every revision; the alert may be read during the call
    /// only.
    default void onAlert(Alert alert, AlertAction action) {}

    /// All is read and written; /metrics stays up at `url` until the replay is cancelled. Only with
    /// [ReplayOptions#serve()].
    default void onServing(RunResult result, String url) {}
}
