package io.wardtap.appliance.alert;

/// Gets every revision of every alert after the ledger has stored it; called on the analysis
/// thread, must not block. Whoever hands it to another thread takes a copy.
public interface AlertListener {
    void onAlert(Alert alert, AlertAction action, long packet, long nowNs);
}
