package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.ExitCode;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `version`: what runs here.
final class VersionCommand implements Command {
    private final Context context;

    VersionCommand(Context context) {
        this.context = context;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command(
                        "version", "Version, commit, JDK and native capture support found.");
        Options.json(spec, "print JSON");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        String version = Main.class.getPackage().getImplementationVersion();
        facts.put("version", version == null ? "development" : version);
        facts.put("commit", SourceCommit.of(context.home()));
        facts.put(
                "jdk",
                System.getProperty("java.runtime.version")
                        + " "
                        + System.getProperty("java.vendor"));
        facts.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("native_capture", NativeSupport.find());
        if (Options.isSet(arguments, "--json")) {
            context.terminal()
                    .out()
                    .println(
                            new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(facts));
        } else {
            List<String[]> rows = new ArrayList<>();
            facts.forEach((name, value) -> rows.add(new String[] {name.replace('_', ' '), value}));
            Table.print(context.terminal().out(), rows);
        }
        return ExitCode.OK;
    }
}
