package io.wardtap.appliance.capture.live;

/// Opens interfaces for capture. The one place that chooses between AF_PACKET and libpcap, and
/// loads only what it chose.
public final class LiveSources {
    private LiveSources() {}

    /// Opens everything, or nothing: with an exception none stays open. Needs CAP_NET_RAW, and
    /// CAP_NET_ADMIN for what the kernel keeps to administrators; sources stay open when these are
    /// given up afterwards.
    public static LiveCapture open(LiveCaptureSettings settings) throws LiveCaptureException {
        if (settings.lanes() > 0) {
            throw new LiveCaptureException(
                    LiveCaptureException.Reason.NOT_SUPPORTED, "live capture is not there yet");
        }
        return null;
    }
}
