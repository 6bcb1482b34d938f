package io.wardtap.protocol.identify;

import io.wardtap.protocol.unit.DatagramFramer;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// One protocol that Wardtap reads: everything the pipeline needs to know of it.
///
/// @param name as in outputs: `network.protocol`, `protocols{}` of summary.json, the metrics'
///   `protocol` label
/// @param kinds names of what its framer counts by [io.wardtap.protocol.unit.UnitSink#onCount(int)]
/// @param ports the ports it usually has: a prior, and for a flow picked up in midstream a hint who
///   the server is
/// @param probe of streams; [#NO_STREAMS] where it has none
/// @param framer of streams; null where it has none
/// @param datagramProbe null where it has no datagrams
/// @param datagramFramer null where it has no datagrams
public record Protocol(
        String name,
        List<String> kinds,
        List<Integer> ports,
        ProtocolProbe probe,
        Function<UnitAssembler, StreamFramer> framer,
        DatagramProbe datagramProbe,
        DatagramFramer datagramFramer,
        Function<ParserContext, ProtocolParser> parser,
        Supplier<Facts> facts) {
    /// Recognises no stream.
    public static final ProtocolProbe NO_STREAMS =
            (from, bytes, start, length, serverPort, midstream) -> Verdict.NO;

    /// A protocol of streams.
    public Protocol(
            String name,
            List<String> kinds,
            List<Integer> ports,
            ProtocolProbe probe,
            Function<UnitAssembler, StreamFramer> framer,
            Function<ParserContext, ProtocolParser> parser,
            Supplier<Facts> facts) {
        this(name, kinds, ports, probe, framer, null, null, parser, facts);
    }

    /// A protocol of datagrams.
    public static Protocol ofDatagrams(
            String name,
            List<String> kinds,
            List<Integer> ports,
            DatagramProbe datagramProbe,
            DatagramFramer datagramFramer,
            Function<ParserContext, ProtocolParser> parser,
            Supplier<Facts> facts) {
        return new Protocol(
                name, kinds, ports, NO_STREAMS, null, datagramProbe, datagramFramer, parser, facts);
    }
}
