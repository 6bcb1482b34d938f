package io.wardtap.appliance;

import io.wardtap.appliance.alert.AlertException;
import io.wardtap.appliance.alert.AlertExceptions;
import io.wardtap.appliance.alert.DailyWindow;
import io.wardtap.appliance.alert.DeviceScope;
import io.wardtap.appliance.config.DeviceSettings;
import io.wardtap.appliance.config.DeviceSettings.Criticality;
import io.wardtap.appliance.config.ExceptionSettings;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.inventory.DeclaredDevices;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.DeclaredDevice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// From the configuration file's devices and exceptions to what inventory and ledger go by. The
/// file's names have been checked.
final class DeviceMapping {
    private static final int HEXADECIMAL = 16;
    private static final long NS_PER_S = 1_000_000_000L;

    private DeviceMapping() {}

    static DeclaredDevices devices(WardtapConfig config) {
        List<DeclaredDevice> devices = new ArrayList<>();
        for (DeviceSettings.Declared device : config.devices().declared()) {
            devices.add(
                    new DeclaredDevice(
                            device.name(),
                            device.mac().isEmpty() ? 0 : mac(device.mac()),
                            device.ips().stream().map(ip -> Cidr.parse(ip.text())).toList(),
                            device.deviceClass(),
                            criticality(device.criticality()),
                            device.zone(),
                            device.location(),
                            device.owner()));
        }
        return new DeclaredDevices(devices);
    }

    private static long mac(String text) {
        return Long.parseLong(DeviceSettings.macDigits(text), HEXADECIMAL);
    }

    private static String criticality(Criticality level) {
        return level == Criticality.BY_CLASS
                ? ""
                : level.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static AlertExceptions exceptions(WardtapConfig config) {
        ZoneId zone = config.site().timezone();
        List<AlertException> exceptions = new ArrayList<>();
        for (ExceptionSettings each : config.exceptions()) {
            exceptions.add(
                    new AlertException(
                            each.rule(),
                            scope(
                                    each.group().isEmpty()
                                            ? listed(each.device())
                                            : members(config, each.group())),
                            scope(listed(each.peer())),
                            each.service(),
                            window(each.window(), zone),
                            each.expires().plusDays(1).atStartOfDay(zone).toEpochSecond()
                                    * NS_PER_S));
        }
        return new AlertExceptions(exceptions);
    }

    /// A line for each exception whose last day is over.
    static List<String> expired(WardtapConfig config, Instant now) {
        LocalDate today = now.atZone(config.site().timezone()).toLocalDate();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < config.exceptions().size(); i++) {
            ExceptionSettings each = config.exceptions().get(i);
            if (each.expires().isBefore(today)) {
                lines.add(
                        "exceptions["
                                + i
                                + "] of "
                                + each.rule()
                                + " was over with "
                                + each.expires()
                                + " and holds no longer");
            }
        }
        return lines;
    }

    private static List<String> listed(String device) {
        return device.isEmpty() ? List.of() : List.of(device);
    }

    private static List<String> members(WardtapConfig config, String group) {
        return config.devices().groups().stream()
                .filter(each -> each.name().equals(group))
                .findFirst()
                .orElseThrow()
                .members();
    }

    private static DeviceScope scope(List<String> devices) {
        Set<String> names = new HashSet<>();
        Set<Long> macs = new HashSet<>();
        List<Cidr> networks = new ArrayList<>();
        for (String device : devices) {
            if (DeviceSettings.isMac(device)) {
                macs.add(mac(device));
            } else if (DeviceSettings.isAddress(device)) {
                networks.add(Cidr.parse(device));
            } else {
                names.add(device);
            }
        }
        return new DeviceScope(names, macs, networks);
    }

    private static DailyWindow window(String text, ZoneId zone) {
        if (text.isEmpty()) {
            return null;
        }
        int hyphen = text.indexOf('-');
        return new DailyWindow(
                LocalTime.parse(text.substring(0, hyphen)),
                LocalTime.parse(text.substring(hyphen + 1)),
                zone);
    }
}
