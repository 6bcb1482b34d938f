package io.wardtap.appliance.cli;

import io.wardtap.appliance.ExitCode;

import java.util.Arrays;

/// Runs one command line again and again for some seconds: how the launcher trains the virtual
/// machine's cache, which then knows not only the classes but which methods are worth compiling.
/// `SECONDS COMMAND...`, ends with the command's exit code.
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) {
        long endNs = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
        String[] command = Arrays.copyOfRange(args, 1, args.length);
        int code = ExitCode.OK;
        while (code == ExitCode.OK && System.nanoTime() < endNs) {
            code = new Main(Context.ofProcess()).run(command);
        }
        System.exit(code);
    }
}
