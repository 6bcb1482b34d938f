package io.wardtap.appliance.cli;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Tells that the fault is ours, where it lies, and nothing of what was being read: the texts of
/// exceptions are left out, since they can quote a capture.
final class CrashReport {
    private static final String OURS = "io.wardtap.";

    private CrashReport() {}

    static void print(Throwable fault, boolean verbose, Terminal terminal) {
        Throwable root = root(fault);
        if (root instanceof OutOfMemoryError) {
            terminal.problem("internal error: out of memory" + place(root));
        } else {
            String more = verbose ? "" : " (-v shows the whole way)";
            terminal.problem("internal error: " + root.getClass().getName() + place(root) + more);
        }
        if (verbose) {
            printWay(fault, terminal);
        }
    }

    private static void printWay(Throwable fault, Terminal terminal) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        String how = "";
        for (Throwable at = fault; at != null && seen.add(at); at = at.getCause()) {
            terminal.err().println(how + at.getClass().getName());
            for (StackTraceElement frame : at.getStackTrace()) {
                terminal.err().println("    at " + frame);
            }
            how = "caused by ";
        }
    }

    private static Throwable root(Throwable fault) {
        Throwable at = fault;
        for (int depth = 0; at.getCause() != null && depth < 16; depth++) {
            at = at.getCause();
        }
        return at;
    }

    private static String place(Throwable fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        for (StackTraceElement frame : frames) {
            if (frame.getClassName().startsWith(OURS)) {
                return " at " + frame;
            }
        }
        return frames.length == 0 ? "" : " at " + frames[0];
    }
}
