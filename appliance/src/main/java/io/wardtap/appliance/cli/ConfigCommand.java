package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.ExitCode;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `config`: is a configuration sound, what does it amount to, what may stand in it.
final class ConfigCommand implements Command {
    private final Context context;

    ConfigCommand(Context context) {
        this.context = context;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec check =
                Options.command(
                        "check", "Validates a configuration: file, line and key of each fault.");
        Options.value(check, "FILE", "the configuration", "-c", "--config");
        Options.json(check, "print the faults as JSON");
        Options.parameter(check, "FILE", false, "the configuration, as with -c");
        CommandSpec show =
                Options.command("show", "Prints the configuration in force, defaults included.");
        Options.value(show, "FILE", "the configuration; without it the defaults", "-c", "--config");
        Options.json(show, "print JSON instead of YAML");
        Options.parameter(show, "FILE", false, "the configuration, as with -c");
        CommandSpec schema =
                Options.command("schema", "Prints the JSON Schema of the configuration.");
        Options.json(schema, "the schema is JSON in any case");
        for (CommandSpec sub : List.of(check, show, schema)) {
            Options.verbosity(
                    sub, "print nothing but problems", "show the whole way of internal errors");
        }
        return Subcommands.of(
                "config", "Checks, shows or describes a configuration.", check, show, schema);
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        ParseResult chosen = Subcommands.chosen(arguments);
        boolean json = Options.isSet(chosen, "--json");
        return switch (chosen.commandSpec().name()) {
            case "check" -> check(file(chosen), json, Options.isSet(chosen, "-q"));
            case "show" -> show(file(chosen), json);
            default -> {
                print(context.settings().get().schema());
                yield ExitCode.OK;
            }
        };
    }

    private int check(Path file, boolean json, boolean quiet) throws IOException {
        if (file == null) {
            throw Failure.usage("name the configuration with -c FILE");
        }
        List<String> faults = context.settings().get().faults(file);
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("file", file.toString());
            report.put("valid", faults.isEmpty());
            report.put("faults", faults);
            print(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            faults.forEach(context.terminal()::problem);
            if (faults.isEmpty() && !quiet) {
                print(file + ": sound");
            }
        }
        return faults.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private int show(Path file, boolean json) throws IOException {
        Settings settings = context.settings().get();
        List<String> faults = file == null ? List.of() : settings.faults(file);
        if (!faults.isEmpty()) {
            faults.forEach(context.terminal()::problem);
            return ExitCode.USAGE;
        }
        print(settings.effective(file, json));
        return ExitCode.OK;
    }

    private static Path file(ParseResult arguments) {
        Path named = Options.readableFile(arguments, "-c");
        String word = Options.parameter(arguments);
        if (named != null && word != null) {
            throw Failure.usage("-c and FILE both name a configuration");
        }
        return word == null ? named : Options.readableFile("FILE", Options.path("FILE", word));
    }

    private void print(String text) {
        context.terminal().out().print(text.endsWith("\n") ? text : text + "\n");
    }
}
