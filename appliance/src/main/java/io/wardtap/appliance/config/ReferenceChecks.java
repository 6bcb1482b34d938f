package io.wardtap.appliance.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one section says of another: exceptions and groups name devices, and a name that nobody has
/// declared would make an exception that never holds.
final class ReferenceChecks {
    private static final String DEVICES = "declared device";

    private final String file;
    private final YamlNode document;
    private final List<ConfigFault> faults;

    /// @param file its name in messages
    ReferenceChecks(String file, YamlNode document, List<ConfigFault> faults) {
        this.file = file;
        this.document = document;
        this.faults = faults;
    }

    void check(WardtapConfig config) {
        Set<String> devices = new LinkedHashSet<>();
        config.devices().declared().forEach(device -> devices.add(device.name()));
        Set<String> groups = new LinkedHashSet<>();
        List<DeviceSettings.Group> all = config.devices().groups();
        for (int i = 0; i < all.size(); i++) {
            groups.add(all.get(i).name());
            List<String> members = all.get(i).members();
            for (int j = 0; j < members.size(); j++) {
                device(members.get(j), devices, "devices", "groups", i, "members", j);
            }
        }
        for (int i = 0; i < config.exceptions().size(); i++) {
            ExceptionSettings exception = config.exceptions().get(i);
            device(exception.device(), devices, "exceptions", i, "device");
            device(exception.peer(), devices, "exceptions", i, "peer");
            if (!exception.group().isEmpty()) {
                known(exception.group(), groups, "group", "exceptions", i, "group");
            }
        }
    }

    private void device(String text, Set<String> devices, Object... path) {
        if (!text.isEmpty() && !DeviceSettings.isAddress(text)) {
            known(text, devices, DEVICES, path);
        }
    }

    private void known(String name, Set<String> names, String what, Object... path) {
        if (names.contains(name)) {
            return;
        }
        String nearest = Names.nearest(name, names);
        String message =
                "no "
                        + what
                        + " is named \""
                        + name
                        + "\""
                        + (what.equals(DEVICES) ? ", and it is " + noAddress(name) : "")
                        + (nearest == null ? "" : "; did you mean \"" + nearest + "\"?");
        faults.add(fault(message, path));
    }

    private static String noAddress(String text) {
        if (text.indexOf('/') > 0) {
            try {
                Cidr.parse(text);
            } catch (IllegalArgumentException e) {
                return "no network: " + e.getMessage();
            }
        }
        return "no MAC, address or network";
    }

    /// @param path keys and places in lists
    private ConfigFault fault(String message, Object... path) {
        YamlNode node = document;
        int line = document.line();
        int column = document.column();
        List<String> keys = new ArrayList<>();
        for (Object step : path) {
            if (step instanceof Integer place) {
                keys.set(keys.size() - 1, keys.getLast() + "[" + place + "]");
                node = ((YamlNode.Sequence) node).elements().get(place);
                line = node.line();
                column = node.column();
            } else {
                keys.add((String) step);
                YamlNode.Entry entry = ((YamlNode.Mapping) node).entries().get((String) step);
                line = entry.line();
                column = entry.column();
                node = entry.value();
            }
        }
        return new ConfigFault(file, line, column, String.join(".", keys), message);
    }
}
