package io.wardtap.appliance;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;

/// Watches a live run. Called from several threads; must not block for long.
public interface LiveListener {
    /// A line for the operator: what is listened on, what was reloaded, what went wrong.
    default void onMessage(String line) {}

    /// Called on the analysis thread for every revision; the alert may be read during the call
    /// only.
    default void onAlert(Alert alert, AlertAction action) {}
}
