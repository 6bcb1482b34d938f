package io.wardtap.appliance.observe;

/// A part of analysis threw and was set aside. Holds no exception text: that could quote the wire.
///
/// @param exception the exception's class
/// @param where the first line of our code on the stack
public record Fault(String part, String exception, String where) {
    private static final String OURS = "io.wardtap.";

    public static Fault of(String part, Throwable thrown) {
        String where = "";
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                where = frame.getClassName() + ":" + frame.getLineNumber();
                break;
            }
        }
        return new Fault(part, thrown.getClass().getName(), where);
    }
}
