package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/// Which messages are told to the rules that look at few only.
class Hl7InterfaceEventsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Hl7Interface known = new Hl7Interface(Address.v4(1), Address.v4(2), 2575, 0);
    private long now;

    @Test
    void tellsOddMessagesOnly() {
        usual(_ -> {});
        assertThat(usual(_ -> {}) & Hl7Interface.ODD).isZero();
        assertThat(usual(facts -> facts.bytes = Hl7Interface.LARGE_BYTES) & Hl7Interface.ODD)
                .isZero();
        odd(facts -> facts.malformed = true);
        odd(facts -> facts.framing = Hl7Facts.Framing.NO_END_BLOCK);
        odd(facts -> facts.injectionSigns = 4);
        odd(facts -> facts.bytes = Hl7Interface.LARGE_BYTES + 1);
        odd(facts -> facts.segments = Hl7Interface.LARGE_SEGMENTS + 1);
    }

    @Test
    void tellsOddAnswersToo() {
        Hl7Facts answer = facts();
        answer.acknowledgmentCode = "AA";
        known.onAnswer(answer, now);
        assertThat(known.events()).isZero();

        answer.injectionSigns = 1;
        known.onAnswer(answer, now);
        assertThat(known.events()).isEqualTo(Hl7Interface.ODD);
    }

    @Test
    void tellsAKindOnceInAWhile() {
        assertThat(usual(_ -> {}) & Hl7Interface.OTHER_KIND).isNotZero();
        now += 29 * SECOND;
        assertThat(usual(_ -> {}) & Hl7Interface.OTHER_KIND).isZero();
        assertThat(usual(f -> f.messageType = "ADT^A02") & Hl7Interface.OTHER_KIND).isNotZero();
        assertThat(usual(f -> f.sendingApplication = "B") & Hl7Interface.OTHER_KIND).isNotZero();
        now += SECOND;
        assertThat(usual(_ -> {}) & Hl7Interface.OTHER_KIND).isNotZero();
    }

    @Test
    void tellsEveryKindBeyondThoseItRemembers() {
        for (int i = 0; i < RecentKinds.KINDS + 5; i++) {
            String type = "ADT^" + i;
            usual(facts -> facts.messageType = type);
        }
        assertThat(usual(f -> f.messageType = "ADT^0") & Hl7Interface.OTHER_KIND).isZero();
        assertThat(usual(f -> f.messageType = "ADT^" + RecentKinds.KINDS) & Hl7Interface.OTHER_KIND)
                .isNotZero();
    }

    private void odd(Consumer<Hl7Facts> change) {
        assertThat(usual(change) & Hl7Interface.ODD).isNotZero();
    }

    private int usual(Consumer<Hl7Facts> change) {
        Hl7Facts facts = facts();
        change.accept(facts);
        known.onMessage(facts, 0, 0, now);
        return known.events();
    }

    private static Hl7Facts facts() {
        Hl7Facts facts = new Hl7Facts();
        facts.messageType = "ADT^A01";
        facts.sendingApplication = "A";
        facts.bytes = 500;
        facts.segments = 9;
        return facts;
    }
}
