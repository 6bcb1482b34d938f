package io.wardtap.appliance.config;

/// Section `storage`.
public record StorageSettings(
        @Setting(value = "Folder of the live store.", active = false) String path) {
    public StorageSettings {
        new Checks().given("path", path).done();
    }

    public static StorageSettings defaults() {
        return new StorageSettings("/var/lib/wardtap");
    }
}
