package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.ByteWindow;

/// A window on an input that the operating system holds. Confined to the reading thread; how far it
/// has come may be asked from any.
abstract class InputWindow extends ByteWindow implements AutoCloseable {
    /// Bytes of the input (compressed, if it is) that were taken in so far.
    abstract long bytesRead();

    /// The input's size, or -1.
    abstract long bytesTotal();

    @Override
    public abstract void close();
}
