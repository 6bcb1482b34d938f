package io.wardtap.appliance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The configuration, as the `config` command needs it.
interface Settings {
    /// Every fault of a file as `FILE:LINE: key: reason`; empty when it is sound.
    List<String> faults(Path file) throws IOException;

    /// The configuration in force with this file, or the defaults when it is null: YAML or JSON.
    ///
    /// @throws IllegalArgumentException when the file has faults
    String effective(Path file, boolean json) throws IOException;

    /// The JSON Schema of the configuration file.
    String schema();
}
