package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class StoreCommandsTest {
    private static final String EVENTS =
            """
            {"@timestamp":"2026-01-05T08:00:00.1Z","event":{"dataset":"wardtap.flow","id":"x"}}
            {"@timestamp":"2026-01-05T08:00:01Z","event":{"dataset":"wardtap.alert","id":"aaaa1111-0","action":"opened","start":"2026-01-05T08:00:01.000000000Z","end":"2026-01-05T08:00:01.000000000Z"},"rule":{"id":"recon-port-scan","name":"Port scan"},"source":{"ip":"10.0.0.66"},"destination":{"ip":"fd00::1","port":104},"network":{"protocol":"dicom"},"wardtap":{"alert":{"severity":"medium","count":1,"explanation":"One source asked 50 ports.","response":"Find its operator.","standards":{"hipaa":["164.312"]}}}}
            {"@timestamp":"2026-01-05T08:00:02Z","event":{"dataset":"wardtap.alert","id":"aaaa2222-0","action":"closed","start":"2026-01-05T08:00:02Z","end":"2026-01-05T09:00:02Z"},"rule":{"id":"phi-cleartext-hl7","name":"Patient data"},"wardtap":{"alert":{"severity":"high","count":7,"explanation":"Names."}}}
            {"@timestamp":"2026-01-05T08:00:03Z","event":{"dataset":"wardtap.alert","id":"aaaa1111-0","action":"escalated","start":"2026-01-05T08:00:01.000000000Z","end":"2026-01-05T08:00:03.000000000Z"},"rule":{"id":"recon-port-scan","name":"Port scan"},"source":{"ip":"10.0.0.66"},"destination":{"ip":"fd00::1","port":104},"network":{"protocol":"dicom"},"wardtap":{"alert":{"severity":"high","count":12,"explanation":"One source asked 600 ports.","response":"Find its operator.","standards":{"hipaa":["164.312"]}}}}
            """;
    private static final String INVENTORY =
            """
            {"devices":[
              {"id":"dddd1111-0","aliases":["CT1"],"mac":"00-11-22-33-44-55","ips":["10.0.0.5","10.0.0.6"],"vendor":"ACME","model":"Scan 3","class":"imaging.ct","roles":["dicom.scu"],"confidence":0.9,
               "provenance":[{"field":"model","value":"Scan 3","source":"dicom.data-set","last_seen":"2026-01-05T08:00:00Z"}]},
              {"id":"eeee1111-0","ips":["10.0.0.7"],"class":"unknown"}]}
            """;

    @TempDir Path dir;
    private final CommandLineRun wardtap = new CommandLineRun();

    private void write() throws IOException {
        Files.writeString(dir.resolve("events.jsonl"), EVENTS);
        Files.writeString(dir.resolve("inventory.json"), INVENTORY);
    }

    private String out(String... args) {
        assertThat(wardtap.run(args)).as(wardtap.err()).isZero();
        return wardtap.out();
    }

    @Test
    void listsTheLatestRevisionOfEachAlert() throws IOException {
        write();

        assertThat(
                        out("alerts", "list", "-o", dir.toString())
                                .lines()
                                .map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "ID|SEVERITY|STATE|COUNT|LATEST|RULE|ENDPOINTS",
                        "aaaa1111|high|open|12|2026-01-05 08:00:03Z|recon-port-scan|10.0.0.66 ->"
                                + " [fd00::1]:104 dicom",
                        "aaaa2222|high|closed|7|2026-01-05 09:00:02Z|phi-cleartext-hl7");
    }

    @Test
    void listsAlertsAsJsonEvents() throws IOException {
        write();

        JsonNode list =
                new ObjectMapper().readTree(out("alerts", "list", "--json", "-o", dir.toString()));

        assertThat(list).hasSize(2);
        assertThat(list.get(0).at("/wardtap/alert/count").asInt()).isEqualTo(12);
    }

    @Test
    void showsAnAlertByTheBeginningOfItsId() throws IOException {
        write();

        assertThat(out("alerts", "show", "aaaa1", "-o", dir.toString()))
                .contains(
                        "HIGH",
                        "Port scan (recon-port-scan) escalated",
                        "600 ports",
                        "Do first: Find its operator.",
                        "164.312");
    }

    @Test
    void refusesIdsThatAreUnknownOrNotUnique() throws IOException {
        write();

        assertThat(wardtap.run("alerts", "show", "aaaa", "-o", dir.toString())).isEqualTo(2);
        assertThat(wardtap.run("alerts", "show", "zz", "-o", dir.toString())).isEqualTo(2);
        assertThat(wardtap.err())
                .contains("several alerts begin with 'aaaa'", "no 'zz' among the 2 alerts");
    }

    @Test
    void listsAndShowsDevices() throws IOException {
        write();

        assertThat(out("devices", "list", "-o", dir.toString()))
                .contains(
                        "dddd1111",
                        "10.0.0.5, 10.0.0.6",
                        "00-11-22-33-44-55",
                        "imaging.ct",
                        "CT1",
                        "ACME",
                        "eeee1111");
        assertThat(out("devices", "show", "dddd", "-o", dir.toString()))
                .contains("dicom.data-set", "Scan 3");
        assertThat(out("devices", "show", "eeee", "--json", "-o", dir.toString()))
                .contains("\"eeee1111-0\"");
    }

    @Test
    void saysWhatToDoWhereNoReplayWas() {
        assertThat(wardtap.run("alerts", "list", "-o", dir.toString())).isEqualTo(4);
        assertThat(wardtap.run("devices", "list", "-o", dir.toString())).isEqualTo(4);

        assertThat(wardtap.err()).contains("run 'wardtap replay' first");
    }

    @Test
    void tellsALineThatIsCutShortWithoutQuotingIt() throws IOException {
        Files.writeString(
                dir.resolve("events.jsonl"),
                EVENTS + "{\"event\":{\"dataset\":\"wardtap.alert\",\"SECRET");

        assertThat(wardtap.run("alerts", "list", "-o", dir.toString())).isEqualTo(3);

        assertThat(wardtap.err()).contains("line 5 is damaged").doesNotContain("SECRET");
    }

    @Test
    void showsWhatABaselineHolds() throws IOException {
        Path file =
                Files.writeString(
                        dir.resolve("b.json"),
                        """
                        {"format":"wardtap-baseline","version":1,"gateways":[],"profiles":[{"key":"mac:00","class":"imaging.ct","state":"mature","observations":40,"peers":[{"key":"a"},{"key":"b"}],"services":[104],"calling_ae":["CT1"],"hl7":[{"application":"RIS"}]}]}
                        """);

        assertThat(out("baseline", "show", file.toString()))
                .contains("1 devices", "mac:00", "mature", "CT1", "RIS");
        assertThat(wardtap.run("baseline", "show", dir.resolve("nosuch").toString())).isEqualTo(4);
        Files.writeString(file, "{\"format\":\"other\"}");
        assertThat(wardtap.run("baseline", "show", file.toString())).isEqualTo(3);
        Files.writeString(file, "{");
        assertThat(wardtap.run("baseline", "show", file.toString())).isEqualTo(3);
    }
}
