package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.http.HttpFacts;

import org.junit.jupiter.api.Test;

class ExposureTableTest {
    private static final Address SERVER = Address.parse("10.1.0.5");
    private final ExposureTable table = new ExposureTable(Site.defaults());

    @Test
    void tellsWhatPassedToWhomSinceWhen() {
        Conversation near = flow("10.1.0.9");
        Conversation far = flow("203.0.113.9");
        table.onHl7(near, message(1), 1, 100);
        table.onHl7(near, message(2), 2, 200);
        table.onHl7(near, new Hl7Facts(), 3, 300);
        table.onHl7(far, message(2), 4, 400);

        assertThat(table.services()).hasSize(1);
        ExposureTable.Service service = table.services().getFirst();
        assertThat(service.messages()).isEqualTo(4);
        assertThat(service.phiMessages()).isEqualTo(3);
        assertThat(service.phiBytes()).isEqualTo(3 * 500);
        assertThat(service.patients()).isEqualTo(2);
        assertThat(service.clients()).isEqualTo(2);
        assertThat(service.scope()).isEqualTo(AddressScope.EXTERNAL);
        assertThat(service.firstNs()).isEqualTo(100);
        assertThat(service.lastNs()).isEqualTo(400);
        assertThat(service.pairs())
                .extracting(pair -> pair.client, Exposed::messages, Exposed::phiMessages)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(near.client, 3L, 2L),
                        org.assertj.core.groups.Tuple.tuple(far.client, 1L, 1L));
        assertThat(service.pairs())
                .extracting(Exposed::scope)
                .containsExactly(AddressScope.INTERNAL, AddressScope.EXTERNAL);
    }

    @Test
    void tellsWhichShareOfTheServersFlowsIsEncrypted() {
        Conversation clear = flow("10.1.0.9");
        Conversation encrypted = flow("10.1.0.9");
        encrypted.encrypted = true;
        encrypted.protocol = "tls";
        Conversation other = flow("10.1.0.9");
        other.protocol = "http";
        table.onFlowIdentified(encrypted, 1, 1);
        table.onFlowIdentified(clear, 2, 2);
        table.onFlowIdentified(clear, 3, 3);
        table.onFlowIdentified(clear, 4, 4);
        table.onFlowIdentified(other, 5, 5);
        table.onHl7(clear, message(1), 6, 6);

        assertThat(table.services().getFirst().encryptedRatio()).isEqualTo(0.25);
    }

    @Test
    void countsAnHttpFlowInClearOnceItIsMedical() {
        Conversation encrypted = flow("10.1.0.9");
        encrypted.encrypted = true;
        Conversation web = flow("10.1.0.9");
        web.protocol = "http";
        HttpFacts facts = new HttpFacts();
        facts.kind = HttpFacts.Kind.TRANSACTION;
        table.onFlowIdentified(encrypted, 1, 1);
        table.onFlowIdentified(web, 2, 2);
        table.onHttp(web, facts, 3, 3);
        assertThat(table.services()).isEmpty();

        facts.service = HttpFacts.Service.FHIR;
        facts.responseBytes = 10;
        facts.phi.mark(0);
        facts.phi.patient(1);
        table.onHttp(web, facts, 4, 4);
        table.onHttp(web, facts, 5, 5);

        ExposureTable.Service service = table.services().getFirst();
        assertThat(service.protocol).isEqualTo("http");
        assertThat(service.phiMessages()).isEqualTo(2);
        assertThat(service.encryptedRatio()).isEqualTo(0.5);
    }

    @Test
    void isBoundedAndCountsWhatFindsNoRoom() {
        for (int i = 0; i < ExposureTable.MAX_SERVICES + 5; i++) {
            Conversation flow = flow("10.1.0.9");
            flow.serverPort = 1 + i;
            table.onHl7(flow, message(1), 1, 1);
        }
        assertThat(table.services()).hasSize(ExposureTable.MAX_SERVICES);
        assertThat(table.overflow()).isEqualTo(5);
    }

    @Test
    void tellsSoManyClientsApartAndCountsTheirMessagesAllTheSame() {
        for (int i = 0; i < ExposureTable.MAX_CLIENTS + 5; i++) {
            table.onHl7(flow("10.7." + i / 256 + "." + i % 256), message(1), 1, 1);
        }

        ExposureTable.Service service = table.services().getFirst();
        assertThat(service.pairs()).hasSize(ExposureTable.MAX_CLIENTS);
        assertThat(service.phiMessages()).isEqualTo(ExposureTable.MAX_CLIENTS + 5);
    }

    @Test
    void countsExactlyFirstThenEstimates() {
        for (int bits : new int[] {9, 12}) {
            DistinctCount count = new DistinctCount(64, bits);
            for (int n = 1; n <= 1_000_000; n++) {
                count.add(n);
                count.add(n / 2 + 1); // seen before
                if (n == 64) {
                    assertThat(count.isEstimate()).isFalse();
                    assertThat(count.count()).isEqualTo(64);
                }
                if (n == 100 || n == 1000 || n == 10_000 || n == 1_000_000) {
                    // four standard errors
                    double error = 4 * 1.04 / Math.sqrt(1 << bits) * n;
                    assertThat((double) count.count()).isCloseTo(n, within(error));
                }
            }
            assertThat(count.isEstimate()).isTrue();
        }
    }

    private static Hl7Facts message(long patient) {
        Hl7Facts facts = DetectorRig.hl7WithPatient(patient);
        facts.bytes = 500;
        return facts;
    }

    private static Conversation flow(String client) {
        Conversation flow = new Conversation();
        flow.client = Address.parse(client);
        flow.server = SERVER;
        flow.serverPort = 2575;
        flow.protocol = "hl7";
        return flow;
    }
}
