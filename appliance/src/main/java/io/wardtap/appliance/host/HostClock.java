package io.wardtap.appliance.host;

/// Whether something keeps this machine's clock right.
public final class HostClock {
    private HostClock() {}

    /// What the kernel was told by an NTP client; null when the system does not tell.
    public static Boolean isSynchronised() {
        if (!LibcNative.isAvailable()) {
            return null;
        }
        int status = LibcNative.clockStatus();
        return status < 0 ? null : (status & LibcNative.STA_UNSYNC) == 0;
    }
}
