package io.wardtap.appliance;

/// What a command's exit code means; public interface.
public final class ExitCode {
    /// Done.
    public static final int OK = 0;

    /// Our own fault.
    public static final int INTERNAL_ERROR = 1;

    /// Wrong usage or configuration.
    public static final int USAGE = 2;

    /// An input was damaged; all up to the damage was analysed and written.
    public static final int DAMAGED = 3;

    /// A source could not be opened.
    public static final int SOURCE = 4;

    /// Ctrl-C, after a clean flush.
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
