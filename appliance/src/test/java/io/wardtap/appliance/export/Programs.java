package io.wardtap.appliance.export;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Real programs that tests talk to. A missing one skips the test, or fails it where
/// `-Dwardtap.require-programs=true` says that it must be there.
final class Programs {
    private Programs() {}

    static Path require(String name, String debianPackage) {
        for (String folder :
                List.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin")) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        String message = name + " is missing: apt-get install " + debianPackage;
        if (Boolean.getBoolean("wardtap.require-programs")) {
            throw new AssertionError(message);
        }
        assumeTrue(false, message);
        return null;
    }
}
