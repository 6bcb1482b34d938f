package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.ReplayOptions;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// What listing alerts and listing devices have in common.
final class StoreListing {
    private static final int SHORT_ID = 8;

    private StoreListing() {}

    static CommandSpec list(String what) {
        CommandSpec spec = Options.command("list", "Lists the " + what + " of a replay.");
        declare(spec);
        return spec;
    }

    static CommandSpec show(String what) {
        CommandSpec spec = Options.command("show", "Shows one of the " + what + " of a replay.");
        declare(spec);
        Options.parameter(spec, "ID", true, "its id, or how the id begins");
        return spec;
    }

    static ReplayFolder folder(ParseResult arguments) {
        Path chosen = Options.path(arguments, "-o");
        return new ReplayFolder(chosen == null ? ReplayOptions.DEFAULT_OUTPUT : chosen);
    }

    /// The one whose id is or begins as typed.
    static JsonNode pick(
            String typed, String what, List<JsonNode> from, Function<JsonNode, String> id) {
        JsonNode found = null;
        for (JsonNode candidate : from) {
            String itsId = id.apply(candidate);
            if (itsId.equals(typed)) {
                return candidate;
            }
            if (itsId.startsWith(typed)) {
                if (found != null) {
                    throw Failure.usage("several " + what + " begin with '" + typed + "'");
                }
                found = candidate;
            }
        }
        if (found == null) {
            throw Failure.usage("no '" + typed + "' among the " + from.size() + " " + what);
        }
        return found;
    }

    static String shortId(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    static void printJson(Object value, Terminal terminal) throws IOException {
        terminal.out()
                .println(
                        new ObjectMapper()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(value));
    }

    private static void declare(CommandSpec spec) {
        Options.value(
                spec,
                "DIR",
                "the replay's output folder (default: ./wardtap-out)",
                "-o",
                "--output");
        Options.json(spec, "print JSON");
        Options.flag(spec, "show the whole way of internal errors", "-v", "--verbose");
    }
}
