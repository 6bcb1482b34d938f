package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.hl7.CharacterSet;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;

class Hl7InterfacesTest {
    private static final long SECOND = 1_000_000_000L;

    private final Hl7Interfaces interfaces = new Hl7Interfaces();
    private long now = 1_000 * SECOND;

    private static Conversation flow(String client, int port) {
        Conversation flow = new Conversation();
        flow.client = Address.parse(client);
        flow.server = Address.parse("10.0.0.9");
        flow.serverPort = port;
        flow.fromClient = true;
        return flow;
    }

    private static Hl7Facts message(long controlId) {
        Hl7Facts facts = new Hl7Facts();
        facts.messageType = "ADT^A01";
        facts.controlIdHash = controlId;
        facts.bodyDigest = controlId;
        return facts;
    }

    private static Hl7Facts answer(String code, long latencyNs) {
        Hl7Facts facts = new Hl7Facts();
        facts.messageType = "ACK";
        facts.acknowledgmentCode = code;
        facts.acknowledgmentLatencyNs = latencyNs;
        return facts;
    }

    private void send(Conversation flow, Hl7Facts facts) {
        interfaces.onHl7(flow, facts, 1, now);
    }

    @Test
    void countsMessagesAnswersAndLatencies() {
        Conversation flow = flow("10.0.0.1", 2575);
        for (int i = 1; i <= 100; i++) {
            send(flow, message(i));
            send(flow, answer(i % 10 == 0 ? "AE" : "AA", i * 1_000_000L));
            now += SECOND;
        }
        send(flow, answer("CA", -1));

        Hl7Interface health = interfaces.busiest(10).getFirst();
        assertThat(health.messages()).isEqualTo(100);
        assertThat(health.answers()).isEqualTo(101);
        assertThat(health.refused()).isEqualTo(10);
        assertThat(health.joined()).isEqualTo(100);
        assertThat(health.latencyMeanNs()).isEqualTo(50_500_000);
        assertThat(health.latencyMaxNs()).isEqualTo(100_000_000);
        assertThat(health.latencyBelowMs(0.95)).isEqualTo(128);
        assertThat(health.latencyBelowMs(0.5)).isEqualTo(64);
        assertThat(health.lastNs() - health.firstNs).isEqualTo(100 * SECOND);
    }

    @Test
    void countsRetriesAndFaultsOfFramingByKind() {
        Conversation flow = flow("10.0.0.1", 2575);
        send(flow, message(7));
        send(flow, message(7));
        Hl7Facts bare = message(8);
        bare.framing = Hl7Facts.Framing.NO_BLOCK;
        bare.hasLineFeeds = true;
        bare.malformed = true;
        bare.characterSet = CharacterSet.UNKNOWN;
        bare.unreadCharacterSet = true;
        send(flow, bare);
        Hl7Facts open = message(9);
        open.framing = Hl7Facts.Framing.NO_END_BLOCK;
        send(flow, open);

        Hl7Interface health = flow.hl7Interface;
        assertThat(health.retries()).isOne();
        assertThat(health.missingStartBlocks()).isOne();
        assertThat(health.missingEndBlocks()).isEqualTo(2);
        assertThat(health.lineFeedMessages()).isOne();
        assertThat(health.malformed()).isOne();
        assertThat(health.unreadCharacterSets()).isOne();
    }

    @Test
    void keepsInterfacesApartAndJoinsConnections() {
        send(flow("10.0.0.1", 2575), message(1));
        send(flow("10.0.0.1", 2575), message(2));
        send(flow("10.0.0.2", 2575), message(3));
        send(flow("10.0.0.1", 2576), message(4));

        assertThat(interfaces.busiest(10)).hasSize(3);
        assertThat(interfaces.busiest(1).getFirst().messages()).isEqualTo(2);
    }

    @Test
    void followsABoundedNumberAndCountsTheRest() {
        for (int i = 0; i < Hl7Interfaces.MAX_INTERFACES + 10; i++) {
            Conversation flow = flow("10.1." + i / 250 + "." + (1 + i % 250), 2575);
            send(flow, message(i + 1));
            send(flow, answer("AA", 0));
        }

        assertThat(interfaces.busiest(Integer.MAX_VALUE)).hasSize(Hl7Interfaces.MAX_INTERFACES);
        assertThat(interfaces.notFollowed()).isEqualTo(20);
    }
}
