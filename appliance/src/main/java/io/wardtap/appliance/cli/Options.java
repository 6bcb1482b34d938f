package io.wardtap.appliance.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// How commands declare and read their options. Values are taken as text and checked here, so that
/// every complaint names the option and what it takes.
final class Options {
    // picocli's own factory looks for Groovy, and to do so opens every jar of the class path
    private static final CommandLine.IFactory FACTORY = new Factory();

    private Options() {}

    /// What parses a command's arguments.
    static CommandLine line(CommandSpec spec) {
        return new CommandLine(spec, FACTORY);
    }

    /// A command with `--help`.
    static CommandSpec command(String name, String description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null, FACTORY).name(name);
        spec.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(true);
        return spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .description("show this help")
                        .build());
    }

    static void flag(CommandSpec spec, String description, String... names) {
        spec.addOption(
                OptionSpec.builder(names[0], rest(names))
                        .type(boolean.class)
                        .description(description)
                        .build());
    }

    static void value(CommandSpec spec, String label, String description, String... names) {
        spec.addOption(
                OptionSpec.builder(names[0], rest(names))
                        .type(String.class)
                        .paramLabel(label)
                        .description(description)
                        .build());
    }

    /// An option that may be repeated.
    static void values(CommandSpec spec, String label, String description, String... names) {
        spec.addOption(
                OptionSpec.builder(names[0], rest(names))
                        .type(String[].class)
                        .arity("1")
                        .paramLabel(label)
                        .description(description)
                        .build());
    }

    /// One word behind the options.
    static void parameter(CommandSpec spec, String label, boolean required, String description) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String.class)
                        .index("0")
                        .arity(required ? "1" : "0..1")
                        .paramLabel(label)
                        .required(required)
                        .description(description)
                        .build());
    }

    /// One word or more behind the options.
    static void parameters(CommandSpec spec, String label, String description) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("1..*")
                        .paramLabel(label)
                        .required(true)
                        .description(description)
                        .build());
    }

    static void json(CommandSpec spec, String description) {
        flag(spec, description, "--json");
    }

    static void verbosity(CommandSpec spec, String quiet, String verbose) {
        flag(spec, quiet, "-q", "--quiet");
        flag(spec, verbose, "-v", "--verbose");
    }

    static boolean isSet(ParseResult arguments, String name) {
        return arguments.matchedOptionValue(name, false);
    }

    static String text(ParseResult arguments, String name) {
        return arguments.matchedOptionValue(name, (String) null);
    }

    /// What was given for an option that may be repeated.
    static List<String> texts(ParseResult arguments, String name) {
        return List.of(arguments.matchedOptionValue(name, new String[0]));
    }

    static String[] parameters(ParseResult arguments) {
        return arguments.matchedPositionalValue(0, new String[0]);
    }

    /// The word behind the options, or null.
    static String parameter(ParseResult arguments) {
        return arguments.matchedPositionalValue(0, (String) null);
    }

    /// The path behind an option, or null.
    static Path path(ParseResult arguments, String name) {
        String text = text(arguments, name);
        return text == null ? null : path(name, text);
    }

    static Path path(String name, String text) {
        if (text.isEmpty()) {
            throw Failure.usage(name + ": a name is needed");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Failure.usage(name + ": not a file name");
        }
    }

    /// The file behind an option, which must be readable; or null.
    static Path readableFile(ParseResult arguments, String name) {
        Path file = path(arguments, name);
        return file == null ? null : readableFile(name, file);
    }

    static Path readableFile(String name, Path file) {
        if (!Files.exists(file)) {
            throw Failure.usage(name + ": no such file: " + file);
        }
        if (Files.isDirectory(file)) {
            throw Failure.usage(name + ": a folder, not a file: " + file);
        }
        if (!Files.isReadable(file)) {
            throw Failure.usage(name + ": permission denied: " + file);
        }
        return file;
    }

    /// The file behind an option, whose folder must be writable; or null.
    static Path writableFile(ParseResult arguments, String name) {
        Path file = path(arguments, name);
        if (file == null) {
            return null;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw Failure.usage(name + ": a folder, not a file: " + file);
        }
        if (!Files.isDirectory(folder)) {
            throw Failure.usage(name + ": no such folder: " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw Failure.usage(name + ": permission denied: " + file);
        }
        return file;
    }

    /// Makes the output folder.
    static Path outputFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw Failure.usage("-o: a file, not a folder: " + e.getFile());
        } catch (AccessDeniedException e) {
            throw Failure.usage("-o: permission denied: " + e.getFile());
        }
        if (!Files.isWritable(folder)) {
            throw Failure.usage("-o: permission denied: " + folder);
        }
        return folder;
    }

    private static final class Factory implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> kind) throws Exception {
            return kind.getDeclaredConstructor().newInstance();
        }
    }

    private static String[] rest(String[] names) {
        String[] rest = new String[names.length - 1];
        System.arraycopy(names, 1, rest, 0, rest.length);
        return rest;
    }
}
