package io.wardtap.appliance.alert;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Device;

/// Findings that somebody accepts until a day, so that they raise no alert. Immutable, any thread.
///
/// @param rule id
/// @param service such as `dicom/104`; "" for any
/// @param window null for the whole day
/// @param untilNs packet time at which it is over, exclusive
public record AlertException(
        String rule,
        DeviceScope subject,
        DeviceScope peer,
        String service,
        DailyWindow window,
        long untilNs) {
    boolean covers(
            Device subjectDevice,
            Address subjectAddress,
            Device peerDevice,
            Address peerAddress,
            String ofService,
            long nowNs) {
        return nowNs < untilNs
                && (service.isEmpty() || service.equals(ofService))
                && subject.covers(subjectDevice, subjectAddress)
                && peer.covers(peerDevice, peerAddress)
                && (window == null || window.holds(nowNs));
    }
}
