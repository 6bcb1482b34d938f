package io.wardtap.appliance.capture.live;

import java.util.Locale;

/// What libpcap's message of a failed open comes to.
final class LibpcapFault {
    private LibpcapFault() {}

    static LiveCaptureException of(String interfaceName, Exception e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        LiveCaptureException.Reason reason = LiveCaptureException.Reason.SYSTEM;
        if (lower.contains("no such device") || lower.contains("doesn't exist")) {
            return Errno.noInterface(interfaceName);
        }
        if (lower.contains("permission") || lower.contains("not permitted")) {
            reason = LiveCaptureException.Reason.NO_PERMISSION;
        }
        return new LiveCaptureException(reason, interfaceName + ": " + message, e);
    }
}
