package io.wardtap.protocol.http;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.http.HttpFacts.Kind;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.testkit.SplitFeeder;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A conversation, framed at every cut and then read; keeps what was told.
final class Exchanges {
    final KeyedHash patientHash = new KeyedHash(1, 2);
    private final HttpParser parser =
            new HttpParser(
                    new ParserContext(patientHash, new KeyedHash(3, 4), new NameInterner(1024)));
    private final SplitFeeder feeder = SplitFeeder.of(HttpFramer::new);
    final List<HttpFacts> told = new ArrayList<>();

    /// Bodies get their length.
    static String message(String head, String body) {
        int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        return head + "\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }

    Exchanges asks(String text) {
        feeder.originator(text);
        return this;
    }

    Exchanges asks(byte[] bytes) {
        feeder.originator(bytes);
        return this;
    }

    Exchanges answers(String text) {
        feeder.responder(text);
        return this;
    }

    Exchanges answers(byte[] bytes) {
        feeder.responder(bytes);
        return this;
    }

    /// Cuts everywhere and reads the units.
    Exchanges read() {
        feeder.end(Direction.ORIGINATOR).end(Direction.RESPONDER);
        return read(feeder.assertSameAtEveryCut());
    }

    /// For long conversations: whole only.
    Exchanges readWhole() {
        feeder.end(Direction.ORIGINATOR).end(Direction.RESPONDER);
        return read(feeder.feedWhole());
    }

    private Exchanges read(RecordingUnitSink sink) {
        long now = 0;
        for (RecordingUnitSink.Unit unit : sink.units()) {
            HttpFacts facts = new HttpFacts();
            byte[] bytes = unit.bytes();
            now += 1_000_000;
            parser.onUnit(
                    7, unit.type(), unit.from(), now, bytes, 0, bytes.length, unit.detail(), facts);
            if (facts.kind != Kind.NONE) {
                told.add(facts);
            }
        }
        parser.onFlowEnd(7);
        return this;
    }

    List<HttpFacts> transactions() {
        return of(facts -> facts.kind == Kind.TRANSACTION);
    }

    List<HttpFacts> contents() {
        return of(facts -> facts.kind == Kind.CONTENT);
    }

    private List<HttpFacts> of(Predicate<HttpFacts> wanted) {
        return told.stream().filter(wanted).toList();
    }

    static List<String> marked(PhiFacts phi) {
        List<String> names = new ArrayList<>();
        for (int i = phi.nextMarked(0); i >= 0; i = phi.nextMarked(i + 1)) {
            names.add(phi.catalogue().get(i).name());
        }
        return names;
    }

    /// All texts of the facts, to look for what must not be there.
    static String texts(HttpFacts f) {
        return String.join(
                "|",
                f.method,
                f.host,
                f.path,
                f.userAgent,
                f.server,
                f.requestType,
                f.responseType,
                f.interaction,
                f.operation,
                f.resourceType,
                f.document,
                f.action,
                f.modality,
                f.parameters.toString(),
                f.resourceTypes.toString());
    }
}
