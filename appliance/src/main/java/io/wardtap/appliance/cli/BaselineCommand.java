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
    private static final String FORMAT = "wardtap-baseline";

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
                    "it comes later, with the live store, which is not in this version; a"
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
            JsonNode baseline = new ObjectMapper().readTree(file.toFile());
            if (!Fields.text(baseline, "format").equals(FORMAT)) {
                throw Failure.damaged(name + ": this is no baseline of Wardtap");
            }
            show(baseline);
        } catch (JsonProcessingException e) {
            throw Failure.damaged(name + ": damaged: not JSON");
        }
        return ExitCode.OK;
    }

    private void show(JsonNode baseline) {
        List<String[]> rows = new ArrayList<>();
        rows.add(
                new String[] {
                    "DEVICE",
                    "CLASS",
                    "STATE",
                    "SEEN",
                    "PEERS",
                    "SERVICES",
                    "AE TITLES",
                    "HL7 APPLICATIONS"
                });
        JsonNode profiles = baseline.path("profiles");
        for (JsonNode profile : profiles) {
            rows.add(
                    new String[] {
                        Fields.text(profile, "key"),
                        Fields.text(profile, "class"),
                        Fields.text(profile, "state"),
                        Fields.text(profile, "observations"),
                        Integer.toString(profile.path("peers").size()),
                        Fields.list(profile, "services"),
                        Fields.list(profile, "calling_ae"),
                        applications(profile)
                    });
        }
        terminal.out().println(profiles.size() + " devices");
        Table.print(terminal.out(), rows);
    }

    private static String applications(JsonNode profile) {
        List<String> names = new ArrayList<>();
        profile.path("hl7").forEach(habit -> names.add(Fields.text(habit, "application")));
        return String.join(", ", names);
    }
}
