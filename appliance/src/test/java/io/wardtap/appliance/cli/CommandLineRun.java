package io.wardtap.appliance.cli;

import io.wardtap.appliance.ReplayListener;
import io.wardtap.appliance.ReplayOptions;
import io.wardtap.appliance.RunResult;
import io.wardtap.appliance.detect.RuleInfo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Runs command lines in this JVM against an engine that records what it was asked for.
final class CommandLineRun {
    final List<ReplayOptions> asked = new ArrayList<>();
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private Engine engine = (options, listener, cancelled) -> result(0, List.of(), "", null);
    private List<RuleInfo> rules = List.of();
    private LiveEngine live;
    private Settings settings;
    private Path home;
    private boolean inputIsTerminal;

    CommandLineRun engine(Engine answers) {
        engine = answers;
        return this;
    }

    CommandLineRun result(RunResult result) {
        return engine((options, listener, cancelled) -> result);
    }

    CommandLineRun rules(List<RuleInfo> catalogue) {
        rules = catalogue;
        return this;
    }

    CommandLineRun settings(Settings source) {
        settings = source;
        return this;
    }

    CommandLineRun live(LiveEngine engine) {
        live = engine;
        return this;
    }

    CommandLineRun home(Path root) {
        home = root;
        return this;
    }

    CommandLineRun inputIsTerminal() {
        inputIsTerminal = true;
        return this;
    }

    int run(String... args) {
        PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, err, inputIsTerminal, false, false);
        return new Main(
                        new Context(
                                terminal,
                                () -> this::replay,
                                () -> live,
                                () -> settings,
                                () -> rules,
                                home))
                .run(args);
    }

    String out() {
        return outBytes.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return errBytes.toString(StandardCharsets.UTF_8);
    }

    static RunResult result(int code, List<String> messages, String summary, Path json) {
        return new RunResult(code, messages, () -> summary, json);
    }

    private RunResult replay(
            ReplayOptions options, ReplayListener listener, BooleanSupplier cancelled) {
        asked.add(options);
        return engine.replay(options, listener, cancelled);
    }
}
