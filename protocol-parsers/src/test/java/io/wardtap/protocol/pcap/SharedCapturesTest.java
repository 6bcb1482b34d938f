package io.wardtap.protocol.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every capture beside the project gives as many packets as tshark counted, windows small or
/// large.
final class SharedCapturesTest {
    private static final Pattern PACKETS = Pattern.compile("\"packets\": ([0-9]+)");

    /// tshark counts three custom blocks (0x00000BAD, 0x40000BAD) among its 8; capinfos, and we, do
    /// not.
    private static final Map<String, Integer> COUNTED_OTHERWISE =
            Map.of("format__gopacket__le-test102.pcapng", 5);

    /// A section of version 2.0 follows the first, where tshark ends, too.
    private static final Set<String> DAMAGED = Set.of("format__gopacket__be-test901.pcapng");

    @Test
    void packetCountsAreThoseOfTheTruthFiles() throws IOException {
        Optional<Path> folder = SharedFiles.folder("captures");
        assumeTrue(folder.isPresent(), "no captures beside the project");
        List<Path> captures;
        try (Stream<Path> files = Files.walk(folder.get())) {
            captures = files.filter(f -> Files.exists(truth(f))).sorted().toList();
        }
        Map<String, Integer> expected = new TreeMap<>();
        Map<String, Integer> read = new TreeMap<>();
        Map<String, Integer> readInPieces = new TreeMap<>();
        for (Path capture : captures) {
            String name = capture.getFileName().toString();
            byte[] bytes = Files.readAllBytes(capture);
            Matcher packets = PACKETS.matcher(Files.readString(truth(capture)));
            if (!packets.find()) {
                continue;
            }
            int truth = Integer.parseInt(packets.group(1));
            expected.put(name, COUNTED_OTHERWISE.getOrDefault(name, truth));
            ReadCapture whole = ReadCapture.of(bytes);
            read.put(name, whole.packets().size());
            assertThat(whole.damage() != null).as(name).isEqualTo(DAMAGED.contains(name));
            ReadCapture pieces = ReadCapture.of(new SlidingWindow(bytes, 100));
            readInPieces.put(name, pieces.packets().size());
            assertThat(pieces.packets()).as(name).isEqualTo(whole.packets());
        }
        assertThat(expected).isNotEmpty();
        assertThat(read).isEqualTo(expected);
        assertThat(readInPieces).isEqualTo(expected);
    }

    private static Path truth(Path capture) {
        return capture.resolveSibling(capture.getFileName() + ".truth.json");
    }
}
