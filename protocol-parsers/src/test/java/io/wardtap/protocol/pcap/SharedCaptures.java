package io.wardtap.protocol.pcap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The captures that lie beside the project, when they are there.
final class SharedCaptures {
    private SharedCaptures() {}

    static Path folder() {
        String named = System.getenv("WARDTAP_SHARED");
        Path shared =
                named != null
                        ? Path.of(named)
                        : Path.of(System.getProperty("wardtap.root", ".."))
                                .resolveSibling("shared");
        return shared.resolve("captures");
    }

    static boolean available() {
        return Files.isDirectory(folder());
    }

    static List<Path> all() throws IOException {
        if (!available()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(f -> Files.exists(truth(f))).sorted().toList();
        }
    }

    static Path truth(Path capture) {
        return capture.resolveSibling(capture.getFileName() + ".truth.json");
    }
}
