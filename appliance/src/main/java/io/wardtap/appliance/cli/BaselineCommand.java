package io.wardtap.appliance.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.ExitCode;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `baseline`: what a baseline file holds.
final class BaselineCommand implements Command {
    private final Terminal terminal;

    BaselineCommand(Context context) {
        this.terminal = context.terminal();
    }

    @Override
    public CommandSpec spec() {
        CommandSpec show = Options.command("show", "Shows what a baseline file has learned.");
        Options.json(show, "print the file as it is");
        Options.parameter(show, "FILE", true, "written by replay --save-baseline");
        return Subcommands.of(
                "baseline",
                "What was learned.",
                show,
                Subcommands.missing("reset"),
                Subcommands.missing("freeze"));
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        ParseResult chosen = Subcommands.chosen(arguments);
        if (!chosen.commandSpec().name().equals("show")) {
            throw Failure.usage(
                    "it comes with the live store, which is not in this version; a"
                            + " baseline file is a file: delete it, or give it with --baseline");
        }
        String name = Options.parameter(chosen);
        Path file = Options.path("FILE", name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw Failure.source(name + ": no such file, or not readable");
        }
        if (Options.isSet(chosen, "--json")) {
            Files.copy(file, terminal.out());
            return ExitCode.OK;
        }
        try {
            show(new ObjectMapper().readTree(file.toFile()));
        } catch (JsonProcessingException e) {
            throw new Failure(ExitCode.DAMAGED, name + ": damaged: not JSON");
        }
        return ExitCode.OK;
    }

    private void show(JsonNode baseline) {
        List<String[]> rows = new ArrayList<>();
        add(rows, "", baseline);
        Table.print(terminal.out(), rows);
    }

    private static void add(List<String[]> rows, String indent, JsonNode node) {
        for (var field : node.properties()) {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                rows.add(new String[] {indent + field.getKey()});
                add(rows, indent + "  ", value);
            } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                rows.add(new String[] {indent + field.getKey()});
                value.forEach(element -> add(rows, indent + "  ", element));
            } else {
                rows.add(new String[] {indent + field.getKey(), Fields.list(node, field.getKey())});
            }
        }
    }
}
