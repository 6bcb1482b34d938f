package io.wardtap.appliance.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Baselines as versioned JSON: names of systems, addresses, ports, counts; never patient data.
/// Written beside its place first, so that a crash leaves the old one. Called once the analysis has
/// ended, or on its thread.
public final class BaselineFile {
    static final String FORMAT = "wardtap-baseline";
    static final int VERSION = 1;

    /// Larger files are none of ours: [Baseline#MAX_PROFILES] profiles of 64 KiB of JSON.
    private static final long MAX_BYTES = 1L << 30;

    private BaselineFile() {}

    /// Adds a file's profiles to a baseline: they are mature from then on.
    ///
    /// @throws BaselineFileException when there is no such file, or it is damaged or of a version
    ///   that this Wardtap does not know
    public static void read(Path file, Baseline into) throws BaselineFileException {
        JsonNode root = tree(file);
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new BaselineFileException(file, "this is no baseline of Wardtap");
        }
        int version = root.path("version").asInt();
        if (version != VERSION) {
            throw new BaselineFileException(
                    file, "version " + version + " is not known, only version " + VERSION + " is");
        }
        try {
            new BaselineReader(into).read(root);
        } catch (IllegalArgumentException e) {
            throw new BaselineFileException(file, "damaged: " + e.getMessage(), e);
        }
    }

    private static JsonNode tree(Path file) throws BaselineFileException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BaselineFileException(file, "larger than any baseline can be");
            }
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            if (root == null || !root.isObject()) {
                throw new BaselineFileException(file, "damaged: it holds no JSON object");
            }
            return root;
        } catch (BaselineFileException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new BaselineFileException(file, "there is no such file", e);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new BaselineFileException(file, "damaged: no valid JSON at line " + line, e);
        } catch (IOException e) {
            throw new BaselineFileException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /// Writes what was learned, whatever its state.
    public static void write(Path file, Baseline baseline) throws IOException {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(beside)) {
                new BaselineWriter(out).write(baseline);
            }
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
