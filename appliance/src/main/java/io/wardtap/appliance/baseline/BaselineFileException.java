package io.wardtap.appliance.baseline;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// A baseline file that cannot be used; the message names file and reason.
public final class BaselineFileException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    BaselineFileException(Path file, String reason) {
        super("baseline " + file + ": " + reason);
    }

    BaselineFileException(Path file, String reason, Throwable cause) {
        super("baseline " + file + ": " + reason, cause);
    }
}
