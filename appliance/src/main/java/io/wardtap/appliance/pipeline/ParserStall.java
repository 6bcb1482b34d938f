package io.wardtap.appliance.pipeline;

/// A parser hung. The stack is that of the hung thread, so that the report says where; there is no
/// text, since it could only quote the wire.
final class ParserStall extends Exception {
    private static final long serialVersionUID = 1;

    ParserStall(StackTraceElement[] hungAt) {
        super(null, null, false, true);
        setStackTrace(hungAt);
    }
}
