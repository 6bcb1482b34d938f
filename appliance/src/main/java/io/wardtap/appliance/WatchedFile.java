package io.wardtap.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/// Tells when a file has changed and come to rest: a change is told once it has been the same for
/// two looks, so that a file that is being written is not read half-way. A file that is replaced
/// counts as changed; one that is gone does not until it is back. One thread.
final class WatchedFile {
    private record State(Object key, long size, long modifiedMs) {}

    private final Path file;
    private State known;
    private State seen;

    WatchedFile(Path file) {
        this.file = file;
        known = state();
        seen = known;
    }

    /// Looks; to be called every few seconds.
    boolean hasChanged() {
        State now = state();
        boolean rests = now != null && Objects.equals(now, seen);
        seen = now;
        if (rests && !now.equals(known)) {
            known = now;
            return true;
        }
        return false;
    }

    /// It is being read for another reason: what it is now is known.
    void known() {
        known = state();
        seen = known;
    }

    private State state() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(
                    attributes.fileKey(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            return null;
        }
    }
}
