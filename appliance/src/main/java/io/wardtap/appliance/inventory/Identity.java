package io.wardtap.appliance.inventory;

import io.wardtap.appliance.observe.Device;

import java.util.Set;

/// Derives what a device is shown as from its evidence.
final class Identity {
    static final String VENDOR = "vendor";
    static final String MODEL = "model";
    static final String SERIAL = "serial";
    static final String SOFTWARE = "software";
    static final String HOSTNAME = "hostname";
    static final String CLASS = "class";
    static final String UNKNOWN = "unknown";

    private static final Set<String> LIFE_SUPPORT =
            Set.of("ventilator", "anaesthesia", "dialysis", "defib", "monitor.bedside");

    private Identity() {}

    /// Recomputes the shown fields.
    ///
    /// @return whether one of them changed
    static boolean refresh(Device device) {
        String vendor = Confidence.best(device, VENDOR);
        String model = Confidence.best(device, MODEL);
        String serial = Confidence.best(device, SERIAL);
        String software = Confidence.best(device, SOFTWARE);
        String hostname = Confidence.best(device, HOSTNAME);
        String found = Confidence.best(device, CLASS);
        String deviceClass = found.isEmpty() ? UNKNOWN : found;
        boolean changed =
                !vendor.equals(device.vendor)
                        || !model.equals(device.model)
                        || !serial.equals(device.serial)
                        || !software.equals(device.software)
                        || !hostname.equals(device.hostname)
                        || !deviceClass.equals(device.deviceClass);
        device.vendor = vendor;
        device.model = model;
        device.serial = serial;
        device.software = software;
        device.hostname = hostname;
        device.deviceClass = deviceClass;
        String declared = device.declared == null ? "" : device.declared.criticality();
        device.criticality = declared.isEmpty() ? criticality(deviceClass) : declared;
        double confidence = found.isEmpty() ? 0 : Confidence.of(device, CLASS, found);
        device.confidence = Math.round(confidence * 100) / 100.0;
        return changed;
    }

    /// The default by class; a declared one overrides it.
    static String criticality(String deviceClass) {
        if (deviceClass.equals(UNKNOWN)) {
            return "";
        }
        if (LIFE_SUPPORT.contains(deviceClass) || deviceClass.startsWith("pump.")) {
            return "life-support";
        }
        return deviceClass.startsWith("imaging.")
                        || deviceClass.startsWith("lab.")
                        || deviceClass.startsWith("poct.")
                ? "diagnostic"
                : "admin";
    }
}
