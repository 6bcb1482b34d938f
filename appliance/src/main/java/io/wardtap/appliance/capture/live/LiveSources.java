package io.wardtap.appliance.capture.live;

/// Opens interfaces for capture. The one place that chooses between AF_PACKET and libpcap, and
/// loads only what it chose.
public final class LiveSources {
    private LiveSources() {}

    /// Opens everything, or nothing: with an exception none stays open. Needs CAP_NET_RAW; sources
    /// stay open when it is given up afterwards, also through an interface that goes and comes
    /// back.
    public static LiveCapture open(LiveCaptureSettings settings) throws LiveCaptureException {
        boolean linux = System.getProperty("os.name").equals("Linux");
        return switch (settings.kind()) {
            case PCAP -> LibpcapCapture.open(settings);
            case AF_PACKET -> {
                if (!linux) {
                    throw new LiveCaptureException(
                            LiveCaptureException.Reason.NOT_SUPPORTED,
                            "capture: AF_PACKET is there on Linux only");
                }
                yield AfPacketCapture.open(settings);
            }
            case AUTO -> linux ? openOnLinux(settings) : LibpcapCapture.open(settings);
        };
    }

    private static LiveCapture openOnLinux(LiveCaptureSettings settings)
            throws LiveCaptureException {
        try {
            return AfPacketCapture.open(settings);
        } catch (LiveCaptureException e) {
            if (e.reason() != LiveCaptureException.Reason.NOT_SUPPORTED || settings.lanes() > 1) {
                throw e;
            }
            return LibpcapCapture.open(settings);
        }
    }
}
