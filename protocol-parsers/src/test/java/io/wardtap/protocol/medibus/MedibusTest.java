package io.wardtap.protocol.medibus;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;
import static io.wardtap.protocol.testkit.MedibusTelegrams.command;
import static io.wardtap.protocol.testkit.MedibusTelegrams.response;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.testkit.RecordingUnitSink.Unit;
import io.wardtap.protocol.testkit.SplitFeeder;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Probe, framer and parser of MEDIBUS.
class MedibusTest {
    static final String IDENTIFICATION = response(0x52, "8200'Evita 4'04.20:04.20");

    private final MedibusParser parser =
            new MedibusParser(
                    new ParserContext(
                            new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(64)));

    private static SplitFeeder feeder() {
        return SplitFeeder.of(MedibusFramer::new);
    }

    private static Verdict probe(byte[] bytes) {
        return new MedibusProbe().probe(ORIGINATOR, bytes, 0, bytes.length, 7777, false);
    }

    private MedibusFacts read(Unit unit) {
        MedibusFacts facts = new MedibusFacts();
        byte[] bytes = unit.bytes();
        parser.onUnit(1, 1, unit.from(), 1, bytes, 0, bytes.length, unit.detail(), facts);
        return facts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1B 51 36 43 0D", // ICC command: 1B + 51 = 6C
                "1B 52 36 44 0D", // identification request
                "01 30 33 31 0D" // NOP response
            })
    void findsTheVectorsOfTheReference(String vector) {
        assertThat(probe(HexBytes.bytes(vector))).isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1B 51 36 44 0D", // a wrong checksum
                "1B 50 47 31 0D", // TAP: ESC PG1
                "1B 5B 48", // a terminal
                "01 00 00 00 00 CD", // A-ASSOCIATE-RQ
                "01 51 0A",
                "05",
                "0B 4D 53 48 7C",
                "16 03 01 02 00",
                "48 7C 5C 5E 26 7C"
            })
    void leavesOthersAlone(String first) {
        assertThat(probe(HexBytes.bytes(first))).isEqualTo(Verdict.NO);
    }

    @Test
    void waitsForTheEnd() {
        assertThat(probe(HexBytes.bytes("1B"))).isEqualTo(Verdict.NEED_MORE);
        assertThat(probe(HexBytes.bytes("1B 51 36 43"))).isEqualTo(Verdict.NEED_MORE);
    }

    @Test
    void findsATelegramInMidstream() {
        String text = "123456\r" + command(0x24, "");
        byte[] bytes = text.getBytes(ISO_8859_1);

        assertThat(new MedibusProbe().findStart(ORIGINATOR, bytes, 0, bytes.length)).isEqualTo(7);
    }

    @Test
    void cutsAConversationAtEveryCut() {
        RecordingUnitSink seen =
                feeder().originator(command(0x51, ""))
                        .responder(response(0x51, ""))
                        .originator(command(0x52, ""))
                        .responder(IDENTIFICATION)
                        .originator(command(0x24, ""))
                        // waveforms stand in the middle of a telegram
                        .responder(
                                response(0x24, "0123 45").replace("3 4", "\u00D0\u00813\u00BF 4"))
                        .originator(command(0x55, ""))
                        .assertSameAtEveryCut();

        assertThat(seen.counts())
                .containsEntry(Medibus.COMMAND, 4)
                .containsEntry(Medibus.RESPONSE, 3);
        assertThat(seen.units())
                .extracting(Unit::text)
                .containsExactly("R", "R8200'Evita 4'04.20:04.20", "U");
        assertThat(seen.events()).isEmpty();
    }

    @Test
    void believesNothingBeforeThreeTelegrams() {
        RecordingUnitSink seen =
                feeder().originator(command(0x51, "")).responder(IDENTIFICATION).feedWhole();

        assertThat(seen.units()).isEmpty();
    }

    @Test
    void countsWrongChecksums() {
        RecordingUnitSink seen =
                feeder().originator(command(0x51, "") + command(0x30, "") + command(0x30, ""))
                        .originator("\u001B\u00300099\r" + command(0x55, ""))
                        .assertSameAtEveryCut();

        assertThat(seen.events()).containsOnlyKeys(DecodeEvent.MEDIBUS_CHECKSUM_WRONG);
        assertThat(seen.units().getLast().text()).isEqualTo("U");
    }

    @Test
    void goesOnBehindAGap() {
        RecordingUnitSink seen =
                feeder().originator(command(0x51, "").repeat(3) + "\u001B$")
                        .gap(ORIGINATOR, 5)
                        .originator("77\r" + command(0x55, ""))
                        .assertSameAtEveryCut();

        assertThat(seen.units().getLast().text()).isEqualTo("U");
    }

    @Test
    void givesUpOnSomethingElse() {
        assertThat(feeder().originator(command(0x51, "") + "x".repeat(80)).isFailedWhenWhole())
                .isTrue();
        assertThat(feeder().originator("\u001B" + "x".repeat(2000)).isFailedWhenWhole()).isTrue();
    }

    @Test
    void readsTheDevice() {
        RecordingUnitSink seen =
                feeder().originator(command(0x51, "").repeat(3))
                        .responder(IDENTIFICATION)
                        .feedWhole();
        MedibusFacts facts = read(seen.units().getLast());

        assertThat(facts.kind).isEqualTo("identify");
        assertThat(facts.model).isEqualTo("Evita 4");
        assertThat(facts.software).isEqualTo("04.20");
        assertThat(facts.senderClass).isEqualTo("ventilator");
        assertThat(facts.malformed).isFalse();
        assertThat(read(seen.units().getFirst()).receiverClass).isEqualTo("ventilator");
    }

    @Test
    void takesNoPersonForADevice() {
        RecordingUnitSink seen =
                feeder().originator(command(0x51, "").repeat(3))
                        .responder(response(0x52, "8200'Muster, Erika'19630214"))
                        .responder(response(0x52, "8200 no name"))
                        .feedWhole();

        MedibusFacts masked = read(seen.units().get(seen.units().size() - 2));
        assertThat(masked.model + masked.software).isEmpty();
        assertThat(read(seen.units().getLast()).malformed).isTrue();
    }

    @Test
    void allocatesNothingOnceWarm() {
        byte[] bytes = (command(0x24, "") + IDENTIFICATION).getBytes(ISO_8859_1);
        MedibusFramer framer = new MedibusFramer(new UnitAssembler(0));
        MedibusFacts facts = new MedibusFacts();
        byte[] unit = IDENTIFICATION.substring(1).getBytes(ISO_8859_1);
        io.wardtap.protocol.unit.UnitSink sink = new Discarding();

        AllocationMeter.assertAllocatesNothing(
                2000,
                () -> {
                    framer.onBytes(RESPONDER, bytes, 0, bytes.length, sink);
                    facts.clear();
                    parser.onUnit(1, 1, RESPONDER, 1, unit, 0, unit.length - 3, 1, facts);
                });
        assertThat(facts.model).isNotEmpty();
    }

    private static final class Discarding implements io.wardtap.protocol.unit.UnitSink {
        @Override
        public void onUnit(
                int type,
                io.wardtap.protocol.flow.Direction from,
                byte[] bytes,
                int start,
                int length,
                long detail) {}

        @Override
        public void onCount(int kind) {}

        @Override
        public void onEvent(DecodeEvent event) {}

        @Override
        public void onUninspected(long bytes) {}

        @Override
        public void onEncrypted() {}

        @Override
        public void onClientIs(io.wardtap.protocol.flow.Direction client) {}
    }
}
