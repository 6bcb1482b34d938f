package io.wardtap.appliance.cli;

import io.wardtap.appliance.ReplayOptions;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The options that say how to analyse, and what they mean.
final class ReplayArguments {
    /// Datasets that this version writes, without `wardtap.`.
    static final List<String> DATASETS =
            List.of(
                    "flow",
                    "dicom",
                    "hl7",
                    "tls",
                    "astm",
                    "poct1",
                    "intellivue",
                    "sdc",
                    "medibus",
                    "device",
                    "alert",
                    "stats");

    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final String PREFIX = "wardtap.";

    private ReplayArguments() {}

    /// Those of a replay and those of a live run.
    static void declareAnalysis(CommandSpec spec) {
        Options.value(
                spec, "FILE", "the configuration; without it the defaults hold", "-c", "--config");
        Options.value(spec, "DIR", "output folder (default: ./wardtap-out)", "-o", "--output");
        Options.value(spec, "N", "parser threads (default: cores - 1, at least 1)", "--workers");
        Options.value(
                spec, "LIST", "datasets to write, e.g. alert,device (default: all)", "--events");
        Options.value(spec, "FILE", "the pseudonym key (default: a random one)", "--token-key");
        Options.value(spec, "FILE", "start from this baseline, taken as mature", "--baseline");
        Options.value(spec, "FILE", "write what was learned", "--save-baseline");
        Options.flag(
                spec,
                "add SHA-256 and length of each direction's payload to flow events",
                "--stream-digests");
    }

    static void declare(CommandSpec spec) {
        declareAnalysis(spec);
        Options.value(
                spec,
                "SPEED",
                "max (default), real, or a factor of real time such as 10x",
                "--speed");
        Options.flag(
                spec, "hand alerts to the configured outputs, marked as a replay", "--deliver");
    }

    static ReplayOptions.Builder read(ParseResult arguments, List<String> captures) {
        Path output = Options.path(arguments, "-o");
        return ReplayOptions.of(captures)
                .config(Options.readableFile(arguments, "-c"))
                .output(output == null ? ReplayOptions.DEFAULT_OUTPUT : output)
                .workers(workers(Options.text(arguments, "--workers")))
                .speed(speed(Options.text(arguments, "--speed")))
                .events(events(Options.text(arguments, "--events")))
                .tokenKey(Options.readableFile(arguments, "--token-key"))
                .baseline(Options.readableFile(arguments, "--baseline"))
                .saveBaseline(Options.writableFile(arguments, "--save-baseline"))
                .streamDigests(Options.isSet(arguments, "--stream-digests"))
                .deliver(Options.isSet(arguments, "--deliver"));
    }

    static int workers(String text) {
        if (text == null) {
            return ReplayOptions.defaultWorkers();
        }
        try {
            int workers = Integer.parseInt(text);
            if (workers >= 1 && workers <= ReplayOptions.MAX_WORKERS) {
                return workers;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw Failure.usage(
                "--workers: '"
                        + text
                        + "' is not a whole number from 1 to "
                        + ReplayOptions.MAX_WORKERS);
    }

    static double speed(String text) {
        if (text == null || text.equals("max")) {
            return ReplayOptions.MAX_SPEED;
        }
        if (text.equals("real")) {
            return 1;
        }
        if (text.endsWith("x")) {
            try {
                double factor = Double.parseDouble(text.substring(0, text.length() - 1));
                if (factor > 0 && Double.isFinite(factor)) {
                    return factor;
                }
            } catch (NumberFormatException e) {
                // told below
            }
        }
        throw Failure.usage("--speed: '" + text + "' is not max, real or a factor such as 10x");
    }

    static Set<String> events(String text) {
        if (text == null || text.equals(ALL)) {
            return null;
        }
        if (text.equals(NONE)) {
            return Set.of();
        }
        Set<String> chosen = new LinkedHashSet<>();
        for (String part : Arrays.asList(text.split(",", -1))) {
            String name = part.strip().toLowerCase(Locale.ROOT);
            String dataset = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            if (!DATASETS.contains(dataset)) {
                throw Failure.usage(
                        "--events: unknown dataset '"
                                + part
                                + "'"
                                + Nearest.hint(dataset, DATASETS)
                                + " (known are "
                                + String.join(", ", DATASETS)
                                + ", all, none)");
            }
            chosen.add(dataset);
        }
        return chosen;
    }
}
