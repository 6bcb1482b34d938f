package io.wardtap.appliance.cli;

import io.wardtap.appliance.ExitCode;
import io.wardtap.appliance.ReplayOptions;
import io.wardtap.appliance.RunResult;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `demo`: learns from the bundled capture of an ordinary morning, then judges the one in which
/// something goes wrong.
final class DemoCommand implements Command {
    /// Where the bundled captures lie below the root.
    static final Path CAPTURES = Path.of("deploy", "demo");

    static final String ORDINARY = "ordinary-morning.pcap.gz";
    static final String INCIDENT = "something-goes-wrong.pcap.gz";
    static final String CONFIG = "wardtap.yaml";

    private final Context context;
    private final Terminal terminal;

    DemoCommand(Context context) {
        this.context = context;
        this.terminal = context.terminal();
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command(
                        "demo",
                        "Learns from a bundled capture of an ordinary hospital morning, judges a"
                            + " second one in which something goes wrong, and prints the alerts as"
                            + " they are raised.");
        Options.value(spec, "DIR", "output folder (default: ./wardtap-out)", "-o", "--output");
        Options.flag(spec, "keep /metrics up until Ctrl-C", "--serve");
        Options.json(
                spec, "print the summary of the second capture as JSON, alerts on standard error");
        Options.verbosity(
                spec, "print nothing but problems", "show the whole way of internal errors");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        Path folder = captures();
        Path chosen = Options.path(arguments, "-o");
        Path output = Options.outputFolder(chosen == null ? ReplayOptions.DEFAULT_OUTPUT : chosen);
        Path morning = Options.outputFolder(output.resolve("ordinary"));
        Path baseline = morning.resolve("baseline.json");
        Path config = folder.resolve(CONFIG);
        boolean json = Options.isSet(arguments, "--json");
        boolean quiet = Options.isSet(arguments, "-q");
        PrintStream story = json ? terminal.err() : terminal.out();
        ReplayScreen screen =
                new ReplayScreen(
                        terminal,
                        quiet ? ReplayScreen.Alerts.NONE : ReplayScreen.Alerts.BLOCKS,
                        story,
                        !quiet);
        Chapter first =
                new Chapter(
                        "1. An ordinary morning: Wardtap learns who talks to whom.",
                        ReplayOptions.of(List.of(folder.resolve(ORDINARY).toString()))
                                .config(Files.exists(config) ? config : null)
                                .output(morning)
                                .saveBaseline(baseline)
                                .build());
        Chapter second =
                new Chapter(
                        "2. Something goes wrong: judged by what was learned.",
                        ReplayOptions.of(List.of(folder.resolve(INCIDENT).toString()))
                                .config(Files.exists(config) ? config : null)
                                .output(output)
                                .baseline(baseline)
                                .serve(Options.isSet(arguments, "--serve"))
                                .build());
        try (Interrupt interrupt = Interrupt.install()) {
            Engine engine = context.engine().get();
            int code = tell(first, engine, screen, interrupt, quiet, json, story);
            if (code != ExitCode.OK) {
                return code;
            }
            return tell(second, engine, screen, interrupt, quiet, json, story);
        }
    }

    private record Chapter(String heading, ReplayOptions options) {}

    private int tell(
            Chapter chapter,
            Engine engine,
            ReplayScreen screen,
            Interrupt interrupt,
            boolean quiet,
            boolean json,
            PrintStream story)
            throws IOException {
        if (!quiet) {
            story.println(terminal.bold(chapter.heading()));
            story.println();
            story.flush();
        }
        RunResult result = engine.replay(chapter.options(), screen, interrupt);
        screen.clear();
        boolean last = chapter.options().baseline() != null;
        boolean told = chapter.options().serve();
        int code =
                ReplayReport.print(
                        result,
                        terminal,
                        json && last,
                        quiet || told || (json && !last),
                        chapter.options().output());
        if (!quiet && !last) {
            story.println();
        }
        return code;
    }

    private Path captures() {
        if (context.home() == null) {
            throw Failure.source(
                    "the bundled captures were not found: start the demo with ./wardtap");
        }
        Path folder = context.home().resolve(CAPTURES);
        for (String name : List.of(ORDINARY, INCIDENT)) {
            if (!Files.isReadable(folder.resolve(name))) {
                throw Failure.source("no bundled capture at " + folder.resolve(name));
            }
        }
        return folder;
    }
}
