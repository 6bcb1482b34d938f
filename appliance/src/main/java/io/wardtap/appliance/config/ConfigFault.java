package io.wardtap.appliance.config;

/// One thing that is wrong in a configuration.
///
/// @param line 1-based, 0 when the fault has no place
/// @param key such as `outputs.syslog[0].port`; "" for the file as a whole
public record ConfigFault(String file, int line, int column, String key, String message) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append(key).append(": ");
        }
        return text.append(message).toString();
    }
}
