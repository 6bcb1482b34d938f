package io.wardtap.protocol.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the folder of captures and samples that stands beside a checkout: the environment's
/// `WARDTAP_SHARED`, or `shared` next to the project's root (system property `wardtap.root`).
public final class SharedFiles {
    private SharedFiles() {}

    /// A folder in it; empty when it is not there, and the test that wants it is to be skipped.
    public static Optional<Path> folder(String name) {
        String named = System.getenv("WARDTAP_SHARED");
        Path shared = named != null ? Path.of(named) : beside(System.getProperty("wardtap.root"));
        return Optional.ofNullable(shared).map(s -> s.resolve(name)).filter(Files::isDirectory);
    }

    private static Path beside(String root) {
        return root == null ? null : Path.of(root).toAbsolutePath().resolveSibling("shared");
    }
}
