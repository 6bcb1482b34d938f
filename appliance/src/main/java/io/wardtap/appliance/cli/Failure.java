package io.wardtap.appliance.cli;

import io.wardtap.appliance.ExitCode;

/// Ends a command with one line for the user. The line never holds bytes of a capture.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    Failure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }

    static Failure damaged(String message) {
        return new Failure(ExitCode.DAMAGED, message);
    }

    static Failure source(String message) {
        return new Failure(ExitCode.SOURCE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
