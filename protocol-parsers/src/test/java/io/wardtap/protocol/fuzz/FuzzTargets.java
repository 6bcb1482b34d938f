package io.wardtap.protocol.fuzz;

import io.wardtap.protocol.PacketDecoderFuzz;
import io.wardtap.protocol.astm.AstmFuzz;
import io.wardtap.protocol.dicom.DicomFuzz;
import io.wardtap.protocol.hl7.Hl7Fuzz;
import io.wardtap.protocol.intellivue.IntellivueFuzz;
import io.wardtap.protocol.medibus.MedibusFuzz;
import io.wardtap.protocol.net.DefragmenterFuzz;
import io.wardtap.protocol.pcap.CaptureReaderFuzz;
import io.wardtap.protocol.poct1.Poct1Fuzz;
import io.wardtap.protocol.sdc.WsDiscoveryFuzz;
import io.wardtap.protocol.stream.TcpReassemblerFuzz;
import io.wardtap.protocol.tls.TlsFuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The registry of fuzz targets. A new one adds its line here.
final class FuzzTargets {
    /// @param type the class whose method the fuzzer calls
    /// @param run the same method
    record Target(Class<?> type, Consumer<byte[]> run, Supplier<List<byte[]>> made) {
        String name() {
            return type.getSimpleName().replace("Fuzz", "");
        }

        /// Inputs to start from by name: made by the target's code, and saved ones, one a line of
        /// `fuzz/NAME.txt`: what it showed, a colon, and hexadecimal bytes.
        Map<String, byte[]> seeds() {
            Map<String, byte[]> seeds = new LinkedHashMap<>();
            for (byte[] seed : made.get()) {
                seeds.put("made-" + seeds.size(), seed);
            }
            saved().forEach(line -> put(seeds, line));
            return Collections.unmodifiableMap(seeds);
        }

        private static void put(Map<String, byte[]> seeds, String line) {
            int colon = line.indexOf(':');
            byte[] bytes = HexFormat.of().parseHex(line.substring(colon + 1).strip());
            if (seeds.put(line.substring(0, colon), bytes) != null) {
                throw new IllegalStateException("two seeds named " + line.substring(0, colon));
            }
        }

        private List<String> saved() {
            String file = "/fuzz/" + name() + ".txt";
            try (InputStream in = FuzzTargets.class.getResourceAsStream(file)) {
                if (in == null) {
                    return List.of();
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static final List<Target> ALL =
            List.of(
                    new Target(
                            CaptureReaderFuzz.class,
                            CaptureReaderFuzz::fuzzerTestOneInput,
                            CaptureReaderFuzz::seeds),
                    new Target(
                            PacketDecoderFuzz.class,
                            PacketDecoderFuzz::fuzzerTestOneInput,
                            PacketDecoderFuzz::seeds),
                    new Target(
                            DefragmenterFuzz.class,
                            DefragmenterFuzz::fuzzerTestOneInput,
                            DefragmenterFuzz::seeds),
                    new Target(
                            TcpReassemblerFuzz.class,
                            TcpReassemblerFuzz::fuzzerTestOneInput,
                            TcpReassemblerFuzz::seeds),
                    new Target(DicomFuzz.class, DicomFuzz::fuzzerTestOneInput, DicomFuzz::seeds),
                    new Target(Hl7Fuzz.class, Hl7Fuzz::fuzzerTestOneInput, Hl7Fuzz::seeds),
                    new Target(TlsFuzz.class, TlsFuzz::fuzzerTestOneInput, TlsFuzz::seeds),
                    new Target(AstmFuzz.class, AstmFuzz::fuzzerTestOneInput, AstmFuzz::seeds),
                    new Target(Poct1Fuzz.class, Poct1Fuzz::fuzzerTestOneInput, Poct1Fuzz::seeds),
                    new Target(
                            IntellivueFuzz.class,
                            IntellivueFuzz::fuzzerTestOneInput,
                            IntellivueFuzz::seeds),
                    new Target(
                            WsDiscoveryFuzz.class,
                            WsDiscoveryFuzz::fuzzerTestOneInput,
                            WsDiscoveryFuzz::seeds),
                    new Target(
                            MedibusFuzz.class,
                            MedibusFuzz::fuzzerTestOneInput,
                            MedibusFuzz::seeds));

    private FuzzTargets() {}
}
