package io.wardtap.appliance.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Where recordings lie: as many files as there may be, the oldest go. Used by the recorder's
/// thread; [#failure()] by any.
public final class RecordingFolder {
    private static final String SUFFIX = ".pcapng";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final long SECOND_NS = 1_000_000_000L;

    private final Path folder;
    private final int files;
    private final long fileBytes;
    private volatile IOException failure;

    /// @param files that are kept
    /// @param fileBytes of one file at most
    public RecordingFolder(Path folder, int files, long fileBytes) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.files = files;
        this.fileBytes = fileBytes;
    }

    long fileBytes() {
        return fileBytes;
    }

    /// The first error of the disk, or null.
    IOException failure() {
        return failure;
    }

    void failed(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }

    /// A file for an alert, named by its opening, its rule and its id.
    PcapngFile create(String alert, String rule, long openedNs) throws IOException {
        String base =
                TIME.format(Instant.ofEpochSecond(Math.floorDiv(openedNs, SECOND_NS)))
                        + "-"
                        + rule
                        + "-"
                        + alert.substring(0, 8);
        Path file = folder.resolve(base + SUFFIX);
        for (int part = 2; Files.exists(file); part++) {
            file = folder.resolve(base + "-" + part + SUFFIX);
        }
        makeRoom();
        return new PcapngFile(
                file,
                "alert "
                        + alert
                        + " of "
                        + rule
                        + "; headers only, everything behind them is zeroed");
    }

    private void makeRoom() throws IOException {
        List<Path> all;
        try (Stream<Path> entries = Files.list(folder)) {
            all =
                    entries.filter(entry -> entry.getFileName().toString().endsWith(SUFFIX))
                            .sorted()
                            .toList();
        }
        for (int i = 0; i <= all.size() - files; i++) {
            Files.deleteIfExists(all.get(i));
        }
    }
}
