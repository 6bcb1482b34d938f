package io.wardtap.appliance.capture;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Opens captures for a replay: pcap and pcapng, also compressed with gzip or zstd, which their
/// first bytes tell, not their names; `-` is standard input.
public final class CaptureFiles {
    private static final String STANDARD_INPUT = "-";

    private CaptureFiles() {}

    /// All these captures as one source, in time order. Every one is open when this returns;
    /// whether it is a capture at all shows as damage in its report.
    ///
    /// @throws CaptureOpenException for the first that cannot be opened; none stays open then
    public static CaptureSource open(List<String> inputs) throws CaptureOpenException {
        return open(inputs, new FileInputStream(FileDescriptor.in));
    }

    /// The same with another standard input.
    public static CaptureSource open(List<String> inputs, InputStream standardInput)
            throws CaptureOpenException {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("no captures given");
        }
        List<FileCapture> captures = new ArrayList<>(inputs.size());
        try {
            for (String input : inputs) {
                if (!input.equals(STANDARD_INPUT)) {
                    captures.add(openFile(input));
                } else if (inputs.indexOf(STANDARD_INPUT) == captures.size()) {
                    captures.add(openStandardInput(standardInput));
                } else {
                    throw new CaptureOpenException(input, "standard input can be read only once");
                }
            }
        } catch (CaptureOpenException failed) {
            captures.forEach(FileCapture::close);
            throw failed;
        }
        return captures.size() == 1 ? captures.getFirst() : new MergedCaptures(captures);
    }

    private static FileCapture openStandardInput(InputStream standardInput)
            throws CaptureOpenException {
        try {
            InputWindow window = stream(new RawInput(Channels.newChannel(standardInput), -1), -1);
            return new FileCapture(STANDARD_INPUT, "stdin", window);
        } catch (IOException failed) {
            throw new CaptureOpenException(STANDARD_INPUT, failed.getMessage(), failed);
        }
    }

    private static FileCapture openFile(String input) throws CaptureOpenException {
        try {
            Path path = Path.of(input);
            if (Files.isDirectory(path)) {
                throw new CaptureOpenException(input, "is a folder, not a capture");
            }
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new FileCapture(input, interfaceName(path), window(path, file));
            } catch (IOException | RuntimeException | Error failed) {
                file.close();
                throw failed;
            }
        } catch (InvalidPathException invalid) {
            throw new CaptureOpenException(input, "is not the name of a file", invalid);
        } catch (NoSuchFileException missing) {
            throw new CaptureOpenException(input, "no such file", missing);
        } catch (AccessDeniedException denied) {
            throw new CaptureOpenException(input, "no permission to read it", denied);
        } catch (FileSystemException failed) {
            throw new CaptureOpenException(input, String.valueOf(failed.getReason()), failed);
        } catch (IOException failed) {
            throw new CaptureOpenException(input, failed.getMessage(), failed);
        }
    }

    private static InputWindow window(Path path, FileChannel file) throws IOException {
        // a pipe or device has no size; the files of /proc say that they are empty
        long size = Files.isRegularFile(path) ? file.size() : -1;
        return stream(new RawInput(file, size), size);
    }

    private static InputWindow stream(RawInput in, long total) throws IOException {
        in.await(4);
        return new StreamWindow(in, Compression.of(in.buffer()).newDecoder(), total);
    }

    /// The file's name without folder and extensions: `morning` for `captures/morning.pcap.gz`.
    private static String interfaceName(Path path) {
        String name = String.valueOf(path.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        int end = name.length();
        if (lower.endsWith(".gz") || lower.endsWith(".zst")) {
            end = name.lastIndexOf('.');
        }
        int dot = name.lastIndexOf('.', end - 1);
        return name.substring(0, dot > 0 ? dot : end);
    }
}
