package io.wardtap.protocol.sdc;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;
import static io.wardtap.protocol.testkit.DiscoveryMessages.hello;
import static io.wardtap.protocol.testkit.DiscoveryMessages.message;
import static io.wardtap.protocol.testkit.DiscoveryMessages.probe;
import static io.wardtap.protocol.testkit.DiscoveryMessages.probeMatches;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

/// Probe, framer and parser of WS-Discovery, on messages of [DiscoveryMessages].
class WsDiscoveryTest {
    private static final String MEDICAL = "dpws:Device mdpws:MedicalDevice";
    private static final String SCOPES =
            "sdc.mds.pkp:1.2.840.10004.20701.1.1 sdc.ctxt.loc:/sdc.ctxt.loc.detail/H%2FA?"
                + "fac=General%20Hospital&amp;bldng=B2&amp;poc=ICU&amp;flr=3&amp;rm=12&amp;bed=Bed%207";

    private final WsDiscoveryParser parser =
            new WsDiscoveryParser(
                    new ParserContext(
                            new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(64)));

    private static boolean isOurs(byte[] bytes) {
        return WsDiscovery.isOurs(bytes, 0, bytes.length);
    }

    private static RecordingUnitSink frame(byte[] bytes) {
        RecordingUnitSink sink = new RecordingUnitSink();
        new WsDiscoveryFramer().onDatagram(ORIGINATOR, bytes, 0, bytes.length, sink);
        return sink;
    }

    private WsDiscoveryFacts read(byte[] bytes) {
        RecordingUnitSink.Unit unit = frame(bytes).units().getFirst();
        WsDiscoveryFacts facts = new WsDiscoveryFacts();
        parser.onUnit(1, 1, ORIGINATOR, 1, bytes, 0, bytes.length, unit.detail(), facts);
        return facts;
    }

    @Test
    void knowsItsMessages() {
        assertThat(isOurs(hello("", ""))).isTrue();
        assertThat(isOurs(probe("wsdp:Device"))).isTrue();
        assertThat(
                        isOurs(
                                new String(probe("x"), ISO_8859_1)
                                        .replace(
                                                "ws-dd/ns/discovery/2009/01",
                                                "ws/2005/04/discovery")
                                        .getBytes(ISO_8859_1)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n",
                "<?xml version=\"1.0\"?><s:Envelope"
                        + " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"/>",
                "<14>Oct 11 22:14:15 mymachine su: 'su root' failed",
                "<HEL.R01><HDR>",
                "\u0012\u0034\u0001\u0000",
                "<",
                "x<s:Envelope http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01"
            })
    void leavesOthersAlone(String first) {
        assertThat(isOurs(first.getBytes(ISO_8859_1))).isFalse();
    }

    @Test
    void countsEveryoneAndReadsMedicalDevices() {
        assertThat(frame(probe("wsdp:Device")).counts()).containsOnlyKeys(WsDiscovery.PROBE);
        assertThat(frame(probe("wsdp:Device")).units()).isEmpty();
        assertThat(frame(probeMatches("wsdp:Device wprt:PrintDeviceType", "", "")).units())
                .isEmpty();
        assertThat(frame(probe("mdpws:MedicalDevice")).units()).hasSize(1);
        assertThat(frame(hello(SCOPES, "")).units()).hasSize(1);
        assertThat(frame(message("x", "<d:Bye/>")).counts()).containsOnlyKeys(1);
        assertThat(frame(message("x", "<q/>")).counts()).containsOnlyKeys(WsDiscovery.OTHER);
    }

    /// A match goes to the port that asked, another one each time: that port is no service.
    @Test
    void takesWhoAnswersForTheServer() {
        assertThat(frame(probeMatches(MEDICAL, SCOPES, "")).client()).isEqualTo(RESPONDER);
        assertThat(frame(hello(SCOPES, "")).client()).isNull();
        assertThat(frame(probe("mdpws:MedicalDevice")).client()).isNull();
    }

    @Test
    void readsTheDeviceAndWhereItStands() {
        WsDiscoveryFacts facts =
                read(probeMatches(MEDICAL, SCOPES, "https://10.1.1.1:6464/a http://10.1.1.1:80/b"));

        assertThat(facts.kind).isEqualTo("probe_matches");
        assertThat(facts.isMedicalDevice).isTrue();
        assertThat(facts.endpointHash).isNotZero();
        assertThat(facts.tlsAddresses).isOne();
        assertThat(facts.plainAddresses).isOne();
        assertThat(facts.facility).isEqualTo("General Hospital");
        assertThat(facts.building).isEqualTo("B2");
        assertThat(facts.pointOfCare).isEqualTo("ICU");
        assertThat(facts.floor).isEqualTo("3");
        assertThat(facts.room).isEqualTo("12");
        assertThat(facts.bed).isEqualTo("Bed 7");
        assertThat(facts.phi.any()).isFalse();
        assertThat(facts.senderClass).isEqualTo("medical.unknown");
    }

    @Test
    void hashesTheSameEndpointTheSame() {
        assertThat(read(hello(SCOPES, "")).endpointHash)
                .isEqualTo(read(hello("sdc.x", "https://a")).endpointHash);
    }

    @Test
    void withholdsLabelsThatMayBePersons() {
        WsDiscoveryFacts facts =
                read(
                        hello(
                                "sdc.ctxt.loc:/x?bed=Muster%2C%20Erika&amp;rm=19630214&amp;poc=ICU",
                                ""));

        assertThat(facts.bed).isEmpty();
        assertThat(facts.room).isEmpty();
        assertThat(facts.pointOfCare).isEqualTo("ICU");
        assertThat(facts.maskedNames).isEqualTo(2);
    }

    @Test
    void withholdsABedThatIsNamedAfterSomebody() {
        assertThat(read(hello("sdc.ctxt.loc:/x?bed=Muster&amp;poc=ICU", "")).bed).isEmpty();
    }

    @Test
    void withholdsAPlaceThatIsPartOfThePatientsContext() {
        WsDiscoveryFacts facts =
                read(hello("sdc.ctxt.loc:/x?bed=PAT-4711 sdc.ctxt.pat:/MRN/PAT-4711", ""));

        assertThat(facts.bed).isEmpty();
        assertThat(facts.maskedNames).isOne();
    }

    @Test
    void marksAPatientContext() {
        WsDiscoveryFacts facts = read(hello(SCOPES + " sdc.ctxt.pat:/MRN/PAT-4711", ""));

        assertThat(facts.phi.anyDirect()).isTrue();
        assertThat(facts.phi.patients()).isOne();
    }

    @Test
    void saysNothingOfWhoOnlyLooks() {
        assertThat(read(probe("mdpws:MedicalDevice")).senderClass).isEmpty();
    }

    @Test
    void standsAnyCut() {
        byte[] whole = hello(SCOPES + " sdc.ctxt.pat:/x", "https://10.1.1.1/ http://");
        for (int length = 1; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            isOurs(cut);
            if (!frame(cut).units().isEmpty()) {
                assertThat(read(cut).bytes).isEqualTo(length);
            }
        }
    }

    @Test
    void allocatesNothingOnceWarm() {
        byte[] bytes = hello(SCOPES, "https://10.1.1.1:6464/a");
        WsDiscoveryFacts facts = new WsDiscoveryFacts();

        AllocationMeter.assertAllocatesNothing(
                2000,
                () -> {
                    facts.clear();
                    int kind = WsDiscovery.kind(bytes, 0, bytes.length);
                    parser.onUnit(1, 1, ORIGINATOR, 1, bytes, 0, bytes.length, kind, facts);
                });
        assertThat(facts.bed).isNotEmpty();
    }
}
