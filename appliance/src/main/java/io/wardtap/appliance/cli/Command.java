package io.wardtap.appliance.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;

/// One verb of the command line.
interface Command {
    /// Its options, parameters and subcommands.
    CommandSpec spec();

    /// Does it.
    ///
    /// @return the exit code
    /// @throws Failure when the user can do something about it
    int run(ParseResult arguments) throws IOException;
}
