package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.ExitCode;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `rules`: the detection catalogue.
final class RulesCommand implements Command {
    private static final int WIDTH = 100;

    private final Context context;

    RulesCommand(Context context) {
        this.context = context;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec list = Options.command("list", "Lists the rules.");
        Options.json(list, "print JSON");
        CommandSpec show =
                Options.command(
                        "show", "Shows a rule: what it finds, what to do, by which standards.");
        Options.json(show, "print JSON");
        Options.parameter(show, "ID", true, "the rule, e.g. phi-cleartext-dicom");
        return Subcommands.of(
                "rules", "The detection catalogue.", list, show, Subcommands.missing("rehearse"));
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        ParseResult chosen = Subcommands.chosen(arguments);
        boolean json = Options.isSet(chosen, "--json");
        switch (chosen.commandSpec().name()) {
            case "list" -> list(context.rules().get(), json);
            case "show" -> show(rule(Options.parameter(chosen)), json);
            default ->
                    throw Failure.usage(
                            "it comes later; 'wardtap replay' with a baseline shows what"
                                    + " the rules find in a capture");
        }
        return ExitCode.OK;
    }

    private RuleInfo rule(String id) {
        List<RuleInfo> rules = context.rules().get();
        for (RuleInfo rule : rules) {
            if (rule.id().equals(id)) {
                return rule;
            }
        }
        List<String> ids = rules.stream().map(RuleInfo::id).toList();
        throw Failure.usage("no rule '" + id + "'" + Nearest.hint(id, ids));
    }

    private void list(List<RuleInfo> rules, boolean json) throws IOException {
        if (json) {
            printJson(rules.stream().map(RulesCommand::fields).toList());
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"RULE", "KIND", "SEVERITY", "LEARNS", "FINDS"});
        for (RuleInfo rule : rules) {
            rows.add(
                    new String[] {
                        rule.id(),
                        label(rule.kind()),
                        rule.severity().label(),
                        rule.learns() ? "yes" : "no",
                        rule.title()
                    });
        }
        Table.print(context.terminal().out(), rows);
    }

    private void show(RuleInfo rule, boolean json) throws IOException {
        if (json) {
            printJson(fields(rule));
            return;
        }
        Terminal terminal = context.terminal();
        terminal.out().println(terminal.bold(rule.id() + ": " + rule.title()));
        terminal.out().print(Table.wrapped(rule.description(), 2, WIDTH));
        List<String[]> rows = new ArrayList<>();
        fields(rule)
                .forEach(
                        (name, value) -> {
                            String text = text(value);
                            if (!text.isEmpty()
                                    && !List.of("id", "title", "description", "response")
                                            .contains(name)) {
                                rows.add(new String[] {"  " + name, text});
                            }
                        });
        Table.print(terminal.out(), rows);
        terminal.out().print(Table.wrapped("Do first: " + rule.response(), 2, WIDTH));
    }

    private static Map<String, Object> fields(RuleInfo rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", rule.id());
        fields.put("title", rule.title());
        fields.put("category", rule.category());
        fields.put("description", rule.description());
        fields.put("kind", label(rule.kind()));
        fields.put("severity", rule.severity().label());
        fields.put("reachable", rule.reachable().stream().map(Severity::label).toList());
        fields.put("learns", rule.learns());
        fields.put("key", rule.key());
        fields.put("close_after", rule.closeAfter().toString());
        fields.put("technique", rule.technique());
        RuleInfo.Standards standards = rule.standards();
        fields.put("nist_800_53", standards.nist80053());
        fields.put("nist_csf", standards.nistCsf());
        fields.put("iec_80001_2_2", standards.iec80001());
        fields.put("mds2", standards.mds2());
        fields.put("iec_62443_3_3", standards.iec62443());
        fields.put("hipaa", standards.hipaa());
        fields.put("response", rule.response());
        return fields;
    }

    private static String text(Object value) {
        return switch (value) {
            case List<?> list -> String.join(", ", list.stream().map(Object::toString).toList());
            case Boolean on -> on ? "yes" : "no";
            default -> value.toString();
        };
    }

    private static String label(RuleInfo.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void printJson(Object value) throws IOException {
        context.terminal()
                .out()
                .println(
                        new ObjectMapper()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(value));
    }
}
