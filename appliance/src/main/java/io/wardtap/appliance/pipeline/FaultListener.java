package io.wardtap.appliance.pipeline;

/// Told of exceptions of our own making (a bug, never bad traffic), any thread. Implementations
/// count, report a place once and must not show the exception's text, which may quote bytes from
/// the wire.
public interface FaultListener {
    void onFault(String where, Throwable fault);
}
