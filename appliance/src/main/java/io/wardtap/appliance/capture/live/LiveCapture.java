package io.wardtap.appliance.capture.live;

import io.wardtap.appliance.capture.CaptureSource;

import java.util.List;

/// Open interfaces, and what lanes read them by.
public interface LiveCapture extends AutoCloseable {
    /// One source a lane, each for one thread: that of its lane from the first `next` on.
    List<CaptureSource> lanes();

    /// One an interface, in the order of [LiveCaptureSettings#allInterfaces]. Any thread.
    List<InterfaceCounters> interfaces();

    /// How packets are taken; never [CaptureKind#AUTO].
    CaptureKind kind();

    /// Nothing further is taken in; each lane's source delivers what has arrived, and ends. Any
    /// thread, returns at once.
    void stop();

    /// After the lanes have ended.
    @Override
    void close();
}
