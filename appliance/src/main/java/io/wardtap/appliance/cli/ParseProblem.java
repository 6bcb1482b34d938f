package io.wardtap.appliance.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One clear line about arguments that do not fit a command.
final class ParseProblem {
    private ParseProblem() {}

    static String line(ParameterException problem) {
        CommandSpec spec = problem.getCommandLine().getCommandSpec();
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unexpected(unmatched.getUnmatched().getFirst(), spec);
        }
        String text = problem.getMessage().lines().findFirst().orElse("wrong arguments");
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String unexpected(String argument, CommandSpec spec) {
        if (argument.length() > 1 && argument.startsWith("-")) {
            int value = argument.indexOf('=');
            String option = value < 0 ? argument : argument.substring(0, value);
            return "unknown option '" + option + "'" + Nearest.hint(option, optionNames(spec));
        }
        if (!spec.subcommands().isEmpty()) {
            List<String> words = List.copyOf(spec.subcommands().keySet());
            return "'"
                    + argument
                    + "' is not one of "
                    + String.join(", ", words)
                    + Nearest.hint(argument, words);
        }
        return "unexpected argument '" + argument + "'";
    }

    private static List<String> optionNames(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            names.addAll(List.of(option.names()));
        }
        return names;
    }
}
