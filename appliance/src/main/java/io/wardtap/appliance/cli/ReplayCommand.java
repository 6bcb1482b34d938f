package io.wardtap.appliance.cli;

import io.wardtap.appliance.ReplayOptions;
import io.wardtap.appliance.RunResult;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/// `replay`: reads captures and leaves events, summary and devices in a folder.
final class ReplayCommand implements Command {
    private final Context context;

    ReplayCommand(Context context) {
        this.context = context;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command(
                        "replay",
                        "Reads pcap and pcapng captures (also .gz and .zst), merged in time order,"
                                + " and writes events.jsonl, summary.json and inventory.json.");
        ReplayArguments.declare(spec);
        Options.json(spec, "print the summary as JSON");
        Options.verbosity(
                spec, "print nothing but problems", "also print alerts as they are raised");
        Options.parameters(spec, "CAPTURE", "capture files; - is standard input");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        List<String> captures = List.of(Options.parameters(arguments));
        captures.forEach(capture -> Options.path("CAPTURE", capture));
        checkStandardInput(captures);
        ReplayOptions options = ReplayArguments.read(arguments, captures).build();
        Options.outputFolder(options.output());

        Terminal terminal = context.terminal();
        boolean quiet = Options.isSet(arguments, "-q");
        boolean verbose = Options.isSet(arguments, "-v");
        ReplayScreen screen =
                new ReplayScreen(
                        terminal,
                        verbose ? ReplayScreen.Alerts.LINES : ReplayScreen.Alerts.NONE,
                        terminal.err(),
                        !quiet);
        try (Interrupt interrupt = Interrupt.install()) {
            RunResult result = context.engine().get().replay(options, screen, interrupt);
            screen.clear();
            return ReplayReport.print(
                    result, terminal, Options.isSet(arguments, "--json"), quiet, options.output());
        }
    }

    private void checkStandardInput(List<String> captures) {
        int times = Collections.frequency(captures, ReplayOptions.STANDARD_INPUT);
        if (times > 1) {
            throw Failure.usage("standard input (-) can be read only once");
        }
        if (times == 1 && context.terminal().inputIsTerminal()) {
            throw Failure.usage("standard input (-) is a terminal: pipe a capture into it");
        }
    }
}
