package io.wardtap.appliance.cli;

import io.wardtap.appliance.ExitCode;
import io.wardtap.appliance.FileProblem;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Entry of `wardtap`: finds the verb, builds that one command, runs it, turns every way it can end
/// into an exit code and a line. Main thread only.
public final class Main {
    private final Context context;
    private final Terminal terminal;

    Main(Context context) {
        this.context = context;
        this.terminal = context.terminal();
    }

    public static void main(String[] args) {
        int code = new Main(Context.ofProcess()).run(args);
        System.out.flush();
        System.exit(code);
    }

    /// Runs one command line.
    ///
    /// @return the exit code
    int run(String... args) {
        if (args.length == 0) {
            printVerbs(terminal.err());
            return ExitCode.USAGE;
        }
        return switch (args[0]) {
            case "-h", "--help" -> help();
            case "help" -> args.length > 1 ? run(args[1], "--help") : help();
            case "-V", "--version" -> run(Verb.VERSION.label());
            default -> {
                Verb verb = Verb.of(args[0]);
                yield verb == null ? unknown(args[0]) : run(verb, args);
            }
        };
    }

    private int help() {
        printVerbs(terminal.out());
        return ExitCode.OK;
    }

    private int unknown(String word) {
        String what = word.startsWith("-") ? "a command comes before '" : "unknown command '";
        terminal.problem(what + word + "'" + Nearest.hint(word, Verb.labels()));
        terminal.err().println("Try 'wardtap --help'.");
        return ExitCode.USAGE;
    }

    private int run(Verb verb, String[] args) {
        if (verb.missing() != null) {
            terminal.problem(verb.label() + ": " + verb.missing());
            return ExitCode.USAGE;
        }
        Command command = make(verb);
        CommandSpec at = command.spec().name("wardtap " + verb.label());
        CommandLine line = Options.line(at);
        boolean verbose = false;
        try {
            ParseResult parsed =
                    line.parseArgs(List.of(args).subList(1, args.length).toArray(String[]::new));
            ParseResult innermost = innermost(parsed);
            at = innermost.commandSpec();
            if (innermost.isUsageHelpRequested()) {
                at.commandLine().usage(terminal.out(), terminal.colour() ? Ansi.ON : Ansi.OFF);
                return ExitCode.OK;
            }
            verbose = innermost.hasMatchedOption('v');
            return command.run(parsed);
        } catch (ParameterException e) {
            return usageProblem(e.getCommandLine().getCommandSpec(), ParseProblem.line(e));
        } catch (Failure e) {
            if (e.exitCode() == ExitCode.USAGE) {
                return usageProblem(at, e.getMessage());
            }
            terminal.problem(e.getMessage());
            return e.exitCode();
        } catch (FileSystemException e) {
            terminal.problem(FileProblem.text(e, Path.of("")));
            return ExitCode.INTERNAL_ERROR;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemException file) {
                terminal.problem(FileProblem.text(file, Path.of("")));
            } else {
                CrashReport.print(e, verbose, terminal);
            }
            return ExitCode.INTERNAL_ERROR;
        } catch (IOException | RuntimeException | Error e) {
            CrashReport.print(e, verbose, terminal);
            return ExitCode.INTERNAL_ERROR;
        }
    }

    /// The command of a verb that has one.
    Command make(Verb verb) {
        return switch (verb) {
            case DEMO -> new DemoCommand(context);
            case REPLAY -> new ReplayCommand(context);
            case RUN -> new RunCommand(context);
            case INTERFACES -> new InterfacesCommand(context);
            case DOCTOR -> new DoctorCommand(context);
            case CONFIG -> new ConfigCommand(context);
            case RULES -> new RulesCommand(context);
            case ALERTS -> new AlertsCommand(context);
            case DEVICES -> new DevicesCommand(context);
            case BASELINE -> new BaselineCommand(context);
            case VERSION -> new VersionCommand(context);
            case EXCEPTIONS -> throw new IllegalArgumentException(verb + " has no command");
        };
    }

    private int usageProblem(CommandSpec spec, String message) {
        String name = spec.qualifiedName();
        terminal.problem(name.substring(name.indexOf(' ') + 1) + ": " + message);
        terminal.err().println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    private static ParseResult innermost(ParseResult parsed) {
        ParseResult at = parsed;
        while (at.hasSubcommand()) {
            at = at.subcommand();
        }
        return at;
    }

    private void printVerbs(PrintStream to) {
        List<String[]> rows = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            String later = verb.missing() == null ? "" : " (not in this version)";
            rows.add(new String[] {"  " + verb.label(), verb.summary() + later});
        }
        to.println(
                "Wardtap watches medical device traffic and never sends a packet to what it"
                        + " watches.");
        to.println();
        to.println("Usage: wardtap COMMAND [options]");
        to.println();
        Table.print(to, rows);
        to.println();
        to.println(
                "'wardtap COMMAND --help' shows its options. 'wardtap demo' is the place to"
                        + " start.");
    }
}
