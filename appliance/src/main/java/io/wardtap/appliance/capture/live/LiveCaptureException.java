package io.wardtap.appliance.capture.live;

/// An interface that could not be opened, or a filter that does not compile. The message is for the
/// operator: it names the interface or the filter, and the reason.
public final class LiveCaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What stood in the way.
    public enum Reason {
        NO_INTERFACE,
        NO_PERMISSION,
        /// The filter: a fault of the configuration, all others are the source's.
        FILTER,
        /// The machine or the interface cannot do what was asked for.
        NOT_SUPPORTED,
        /// The system refused, such as for want of memory.
        SYSTEM
    }

    private final Reason reason;

    LiveCaptureException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    LiveCaptureException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// The configuration is at fault (exit code 2), not the source (exit code 4).
    public boolean isConfigurationFault() {
        return reason == Reason.FILTER;
    }
}
