package io.wardtap.appliance.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Verbs that need a second word.
final class Subcommands {
    private Subcommands() {}

    static CommandSpec of(String name, String description, CommandSpec... subcommands) {
        CommandSpec spec = Options.command(name, description);
        for (CommandSpec sub : subcommands) {
            spec.addSubcommand(sub.name(), Options.line(sub));
        }
        return spec;
    }

    /// A second word that says why it does nothing in this version.
    static CommandSpec missing(String name) {
        CommandSpec spec = Options.command(name, "Not in this version.");
        spec.parser().unmatchedArgumentsAllowed(true);
        return spec;
    }

    /// The arguments of the second word.
    static ParseResult chosen(ParseResult arguments) {
        if (!arguments.hasSubcommand()) {
            CommandSpec spec = arguments.commandSpec();
            throw Failure.usage(
                    "one of " + String.join(", ", spec.subcommands().keySet()) + " is needed");
        }
        return arguments.subcommand();
    }
}
