package io.wardtap.appliance.config;

/// Severities as the file names them.
public enum Level {
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
