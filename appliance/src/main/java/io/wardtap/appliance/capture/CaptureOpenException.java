package io.wardtap.appliance.capture;

/// An input that could not be opened: missing, a folder, no permission. The message names the input
/// and the reason.
public final class CaptureOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String input;

    CaptureOpenException(String input, String reason) {
        super(input + ": " + reason);
        this.input = input;
    }

    CaptureOpenException(String input, String reason, Throwable cause) {
        super(input + ": " + reason, cause);
        this.input = input;
    }

    /// The input as given on the command line.
    public String input() {
        return input;
    }
}
