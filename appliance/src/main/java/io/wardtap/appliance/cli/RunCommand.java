package io.wardtap.appliance.cli;

import io.wardtap.appliance.ExitCode;
import io.wardtap.appliance.LiveControl;
import io.wardtap.appliance.LiveOptions;
import io.wardtap.appliance.RunResult;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;

/// `run`: listens until SIGTERM; SIGHUP reloads the configuration.
final class RunCommand implements Command {
    private final Context context;

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command(
                        "run",
                        "Listens on interfaces and writes events.jsonl, and at the end summary.json"
                            + " and inventory.json, until SIGTERM or Ctrl-C. SIGHUP, or a changed"
                            + " file, reloads the configuration. Needs root, which it gives up, or"
                            + " CAP_NET_RAW.");
        LiveArguments.declare(spec);
        ReplayArguments.declareAnalysis(spec);
        Options.json(spec, "print the summary as JSON when it ends");
        Options.verbosity(
                spec, "print nothing but problems", "also print alerts as they are raised");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        LiveOptions options = LiveArguments.read(arguments);
        boolean quiet = Options.isSet(arguments, "-q");
        LiveScreen screen =
                new LiveScreen(context.terminal(), quiet, Options.isSet(arguments, "-v"));
        LiveControl control = new LiveControl();
        try (Signals signals = Signals.install(control)) {
            RunResult result = context.live().get().run(options, screen, control);
            int code =
                    ReplayReport.print(
                            result,
                            context.terminal(),
                            Options.isSet(arguments, "--json"),
                            quiet,
                            options.output());
            return code == ExitCode.OK && signals.wasInterrupted() ? ExitCode.INTERRUPTED : code;
        }
    }
}
