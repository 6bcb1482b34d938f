package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.ExitCode;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `alerts`: those of a replay's output folder.
final class AlertsCommand implements Command {
    private final Terminal terminal;

    AlertsCommand(Context context) {
        this.terminal = context.terminal();
    }

    @Override
    public CommandSpec spec() {
        return Subcommands.of(
                "alerts",
                "The alerts of a replay.",
                StoreListing.list("alerts"),
                StoreListing.show("alerts"),
                Subcommands.missing("ack"),
                Subcommands.missing("close"));
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        ParseResult chosen = Subcommands.chosen(arguments);
        boolean json = Options.isSet(chosen, "--json");
        switch (chosen.commandSpec().name()) {
            case "list" -> list(StoreListing.folder(chosen).alerts(), json);
            case "show" ->
                    show(
                            StoreListing.pick(
                                    Options.parameter(chosen),
                                    "alerts",
                                    StoreListing.folder(chosen).alerts(),
                                    event -> Fields.text(event, "event.id")),
                            json);
            default ->
                    throw Failure.usage(
                            "it comes later, with the live store, which is not in this version");
        }
        return ExitCode.OK;
    }

    private void list(List<JsonNode> alerts, boolean json) throws IOException {
        if (json) {
            StoreListing.printJson(alerts, terminal);
            return;
        }
        if (alerts.isEmpty()) {
            terminal.out().println("no alerts");
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"ID", "SEVERITY", "STATE", "COUNT", "LATEST", "RULE", "ENDPOINTS"});
        for (JsonNode event : alerts) {
            AlertView alert = AlertView.of(event);
            rows.add(
                    new String[] {
                        StoreListing.shortId(alert.id()),
                        alert.severity().label(),
                        alert.isOpen() ? "open" : "closed",
                        Long.toString(alert.count()),
                        AlertText.shortTime(alert.end()),
                        alert.ruleId(),
                        alert.endpoints()
                    });
        }
        Table.print(terminal.out(), rows);
    }

    private void show(JsonNode event, boolean json) throws IOException {
        if (json) {
            StoreListing.printJson(event, terminal);
            return;
        }
        terminal.out().print(AlertText.block(AlertView.of(event), terminal));
        JsonNode alert = Fields.at(event, "wardtap.alert");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"  id", Fields.text(event, "event.id")});
        if (alert != null) {
            alert.properties()
                    .forEach(
                            field -> {
                                if (!List.of("explanation", "response").contains(field.getKey())) {
                                    JsonNode value = field.getValue();
                                    String text =
                                            value.isContainerNode()
                                                    ? value.toString()
                                                    : value.asText();
                                    rows.add(new String[] {"  " + field.getKey(), text});
                                }
                            });
        }
        Table.print(terminal.out(), rows);
    }
}
