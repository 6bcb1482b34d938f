package io.wardtap.appliance.alert;

import java.util.Locale;

/// `event.action` of an alert event.
public enum AlertAction {
    OPENED(true),
    UPDATED(false),
    ESCALATED(true),
    REOPENED(true),
    CLOSED(false);

    private final boolean alert;
    private final String label = name().toLowerCase(Locale.ROOT);

    AlertAction(boolean alert) {
        this.alert = alert;
    }

    /// `event.kind` is `alert` (else `event`), so that a SIEM does not count twice.
    public boolean countsAsAlert() {
        return alert;
    }

    public String label() {
        return label;
    }
}
