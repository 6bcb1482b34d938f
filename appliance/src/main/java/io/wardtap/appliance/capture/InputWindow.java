package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.ByteWindow;

/// A window on an input that the operating system holds. Confined to the reading thread; how far it
/// has come may be asked from any.
abstract class InputWindow extends ByteWindow implements AutoCloseable {
    /// Bytes of the input (compressed, if it is) that were taken in so far.
    abstract long bytesRead();

    /// The input's size, or -1.
    abstract long bytesTotal();

    /// Marks this input as ended, after a fault in memory, with damage at this offset of the
    /// capture.
    ///
    /// @param suspected whether this input's bytes were the last ones touched
    /// @return whether the fault is, or can be, this input's
    boolean memoryFault(long offset, boolean suspected) {
        return false;
    }

    @Override
    public abstract void close();
}
