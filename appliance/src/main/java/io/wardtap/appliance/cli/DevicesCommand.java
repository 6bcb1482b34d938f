package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.ExitCode;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `devices`: those of a replay's output folder.
final class DevicesCommand implements Command {
    private final Terminal terminal;

    DevicesCommand(Context context) {
        this.terminal = context.terminal();
    }

    @Override
    public CommandSpec spec() {
        return Subcommands.of(
                "devices",
                "The devices of a replay.",
                StoreListing.list("devices"),
                StoreListing.show("devices"),
                Subcommands.missing("import"),
                Subcommands.missing("export"));
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        ParseResult chosen = Subcommands.chosen(arguments);
        boolean json = Options.isSet(chosen, "--json");
        switch (chosen.commandSpec().name()) {
            case "list" -> list(StoreListing.folder(chosen).devices(), json);
            case "show" ->
                    show(
                            StoreListing.pick(
                                    Options.parameter(chosen),
                                    "devices",
                                    StoreListing.folder(chosen).devices(),
                                    device -> Fields.text(device, "id")),
                            json);
            default ->
                    throw Failure.usage(
                            "it comes later, with the live store, which is not in this"
                                    + " version; 'wardtap devices list --json' prints a replay's"
                                    + " devices");
        }
        return ExitCode.OK;
    }

    private void list(List<JsonNode> devices, boolean json) throws IOException {
        if (json) {
            StoreListing.printJson(devices, terminal);
            return;
        }
        if (devices.isEmpty()) {
            terminal.out().println("no devices");
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(
                new String[] {
                    "ID", "ADDRESSES", "MAC", "CLASS", "NAMES", "VENDOR", "MODEL", "ROLES"
                });
        for (JsonNode device : devices) {
            String hostname = Fields.text(device, "hostname");
            rows.add(
                    new String[] {
                        StoreListing.shortId(Fields.text(device, "id")),
                        Fields.list(device, "ips"),
                        Fields.text(device, "mac"),
                        Fields.text(device, "class"),
                        hostname.isEmpty() ? Fields.list(device, "aliases") : hostname,
                        Fields.text(device, "vendor"),
                        Fields.text(device, "model"),
                        Fields.list(device, "roles")
                    });
        }
        Table.print(terminal.out(), rows);
    }

    private void show(JsonNode device, boolean json) throws IOException {
        if (json) {
            StoreListing.printJson(device, terminal);
            return;
        }
        List<String[]> rows = new ArrayList<>();
        for (var field : device.properties()) {
            if (!field.getKey().equals("provenance")) {
                rows.add(new String[] {field.getKey(), Fields.list(device, field.getKey())});
            }
        }
        Table.print(terminal.out(), rows);
        JsonNode provenance = device.get("provenance");
        if (provenance != null && !provenance.isEmpty()) {
            List<String[]> evidence = new ArrayList<>();
            evidence.add(new String[] {"FIELD", "VALUE", "SOURCE", "LAST SEEN"});
            for (JsonNode item : provenance) {
                evidence.add(
                        new String[] {
                            Fields.text(item, "field"),
                            Fields.text(item, "value"),
                            Fields.text(item, "source"),
                            Fields.text(item, "last_seen")
                        });
            }
            terminal.out().println();
            Table.print(terminal.out(), evidence);
        }
    }
}
