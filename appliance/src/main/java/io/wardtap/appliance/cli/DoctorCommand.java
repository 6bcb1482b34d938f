package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.wardtap.appliance.DoctorOptions;
import io.wardtap.appliance.DoctorResult;
import io.wardtap.appliance.ExitCode;
import io.wardtap.appliance.LiveControl;
import io.wardtap.appliance.mirror.MirrorFinding;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/// `doctor`: listens for a while and judges the mirror.
final class DoctorCommand implements Command {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Context context;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command(
                        "doctor",
                        "Listens for five minutes and judges the mirror: whether it is one, both"
                                + " directions, VLANs, declared networks that are not seen,"
                                + " duplicates, MACs of routers only, the clock, losses, offloads."
                                + " Writes no file.");
        Options.value(
                spec, "FILE", "the configuration; without it the defaults hold", "-c", "--config");
        LiveArguments.declare(spec);
        Options.value(
                spec, "TIME", "how long to listen, such as 30s or 10m (default: 5m)", "--for");
        Options.json(spec, "print JSON");
        Options.flag(spec, "print nothing but the judgement", "-q", "--quiet");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        DoctorOptions options =
                new DoctorOptions(
                        LiveArguments.interfaces(arguments),
                        LiveArguments.kind(Options.text(arguments, "--capture")),
                        Options.text(arguments, "--filter"),
                        Options.readableFile(arguments, "-c"),
                        time(Options.text(arguments, "--for")));
        LiveControl control = new LiveControl();
        LiveScreen screen =
                new LiveScreen(context.terminal(), Options.isSet(arguments, "-q"), false);
        try (Signals signals = Signals.install(control)) {
            DoctorResult result = context.live().get().examine(options, screen, control);
            if (result.exitCode() != ExitCode.OK) {
                throw new Failure(result.exitCode(), result.message());
            }
            PrintStream out = context.terminal().out();
            out.print(Options.isSet(arguments, "--json") ? json(result) : text(result));
            out.flush();
            return signals.wasInterrupted() ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
    }

    static Duration time(String text) {
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[1-9][0-9]{0,5}[smh]")) {
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            Duration time =
                    switch (text.charAt(text.length() - 1)) {
                        case 's' -> Duration.ofSeconds(number);
                        case 'm' -> Duration.ofMinutes(number);
                        default -> Duration.ofHours(number);
                    };
            if (time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw Failure.usage(
                "--for: '" + text + "' is not a time such as 30s, 10m or 1h, up to 24h");
    }

    private String text(DoctorResult result) {
        StringBuilder text = new StringBuilder();
        int faults = 0;
        for (MirrorFinding finding : result.findings()) {
            String mark =
                    switch (finding.verdict()) {
                        case GOOD -> "  ok   ";
                        case BAD -> "  BAD  ";
                        case UNKNOWN -> "   ?   ";
                    };
            faults += finding.verdict() == MirrorFinding.Verdict.BAD ? 1 : 0;
            text.append(mark).append(Terminal.printable(finding.text())).append('\n');
            if (!finding.advice().isEmpty()) {
                text.append("       ").append(Terminal.printable(finding.advice())).append('\n');
            }
        }
        text.append(
                faults == 0
                        ? "Nothing wrong was found.\n"
                        : faults == 1
                                ? "One thing to look at.\n"
                                : faults + " things to look at.\n");
        return text.toString();
    }

    private static String json(DoctorResult result) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("seconds", result.seconds());
        root.put("packets", result.packets());
        root.put("bytes", result.bytes());
        ArrayNode interfaces = root.putArray("interfaces");
        result.interfaces().forEach(interfaces::add);
        ArrayNode findings = root.putArray("findings");
        for (MirrorFinding finding : result.findings()) {
            findings.addObject()
                    .put("check", finding.check())
                    .put("verdict", finding.verdict().label())
                    .put("text", finding.text())
                    .put("advice", finding.advice());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
