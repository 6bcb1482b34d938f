package io.wardtap.appliance.cli;

import io.wardtap.appliance.LiveOptions;
import io.wardtap.appliance.ReplayOptions;
import io.wardtap.appliance.capture.live.CaptureKind;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The options that say what is listened on, and what they mean.
final class LiveArguments {
    /// Words of `--capture`.
    private static final List<String> KINDS =
            Arrays.stream(CaptureKind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .toList();

    private LiveArguments() {}

    static void declare(CommandSpec spec) {
        Options.values(
                spec,
                "NAME",
                "interface to listen on, in place of the configuration's; may be repeated",
                "-i",
                "--interface");
        Options.value(
                spec,
                "KIND",
                "how packets are taken: auto (default), af_packet or pcap",
                "--capture");
        Options.value(
                spec,
                "EXPRESSION",
                "filter in libpcap's language, in place of the configuration's",
                "--filter");
    }

    /// Those of a run. Its output folder is made by the run, for the user that it works as.
    static LiveOptions read(ParseResult arguments) {
        Path output = Options.path(arguments, "-o");
        String workers = Options.text(arguments, "--workers");
        return new LiveOptions(
                interfaces(arguments),
                kind(Options.text(arguments, "--capture")),
                Options.text(arguments, "--filter"),
                Options.readableFile(arguments, "-c"),
                output == null ? ReplayOptions.DEFAULT_OUTPUT : output,
                workers == null ? 0 : ReplayArguments.workers(workers),
                ReplayArguments.events(Options.text(arguments, "--events")),
                Options.readableFile(arguments, "--token-key"),
                Options.readableFile(arguments, "--baseline"),
                Options.writableFile(arguments, "--save-baseline"),
                Options.isSet(arguments, "--stream-digests"));
    }

    static List<String> interfaces(ParseResult arguments) {
        List<String> names = Options.texts(arguments, "-i");
        for (String name : names) {
            if (name.isEmpty() || name.length() > 64 || name.indexOf('/') >= 0) {
                throw Failure.usage("-i: '" + name + "' is not the name of an interface");
            }
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw Failure.usage("-i: '" + name + "' is given twice");
            }
        }
        return names;
    }

    static CaptureKind kind(String text) {
        int index = text == null ? 0 : KINDS.indexOf(text);
        if (index < 0) {
            throw Failure.usage(
                    "--capture: '" + text + "' is not one of " + String.join(", ", KINDS));
        }
        return CaptureKind.values()[index];
    }
}
