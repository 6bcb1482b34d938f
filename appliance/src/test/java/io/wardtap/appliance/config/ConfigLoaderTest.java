package io.wardtap.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ConfigLoaderTest {
    private static final Set<String> RULES = Set.of("recon-port-scan", "behav-new-peer");

    private static WardtapConfig read(String yaml) throws ConfigException {
        return new ConfigLoader(RULES).read("wardtap.yaml", yaml);
    }

    private static List<String> faults(String yaml) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(yaml));
        assertThat(refused).as("refused").isNotNull();
        return refused.faults().stream().map(ConfigFault::toString).toList();
    }

    @Test
    void anEmptyFileIsTheDefaults() throws ConfigException {
        assertThat(read("")).isEqualTo(WardtapConfig.defaults());
        assertThat(read("# nothing\n")).isEqualTo(WardtapConfig.defaults());
        assertThat(read("site:\nhttp:\n  port:\n")).isEqualTo(WardtapConfig.defaults());
    }

    @Test
    void readsEveryKindOfValue() throws ConfigException {
        WardtapConfig config =
                read(
                        """
                        site:
                          name: north
                          sensor: "007"
                          timezone: Europe/Berlin
                          holidays: [2026-12-25]
                          networks: [10.20.0.0/16, "2001:db8::/32", 192.0.2.7]
                          zones:
                            - name: radiology
                              vlans: [120, 121]
                            - {name: lab-1, networks: [10.20.66.0/24], lab: true}
                        capture: {buffer: 1GB, vlan_in_flow_key: off}
                        rules:
                          disabled: [recon-port-scan]
                          severity: {behav-new-peer: critical}
                          thresholds: {recon-port-scan: {ports: 30, ratio: 0.5}}
                        exceptions:
                          - rule: behav-new-peer
                            reason: replaced
                            author: j.smith
                            expires: 2027-03-31
                        outputs:
                          file: {datasets: [alert, device]}
                          syslog:
                            - {name: siem, host: siem.example, transport: tcp, severity_min: high}
                        """);

        assertThat(config.site().sensor()).isEqualTo("007");
        assertThat(config.site().timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(config.site().holidays()).containsExactly(LocalDate.of(2026, 12, 25));
        assertThat(config.site().networks())
                .extracting(Cidr::text)
                .containsExactly("10.20.0.0/16", "2001:db8:0:0:0:0:0:0/32", "192.0.2.7/32");
        assertThat(config.site().zones().get(1).lab()).isTrue();
        assertThat(config.capture().buffer().bytes()).isEqualTo(1_000_000_000);
        assertThat(config.capture().vlanInFlowKey()).isEqualTo(CaptureSettings.VlanInFlowKey.OFF);
        assertThat(config.rules().severity()).isEqualTo(Map.of("behav-new-peer", Level.CRITICAL));
        assertThat(config.rules().thresholds().get("recon-port-scan"))
                .isEqualTo(Map.of("ports", 30.0, "ratio", 0.5));
        assertThat(config.exceptions().getFirst().expires()).isEqualTo(LocalDate.of(2027, 3, 31));
        assertThat(config.exceptions().getFirst().device()).isEmpty();
        OutputSettings.Syslog syslog = config.outputs().syslog().getFirst();
        assertThat(syslog.port()).isEqualTo(514);
        assertThat(syslog.facility()).isEqualTo(OutputSettings.Facility.AUTHPRIV);
        assertThat(config.http()).isEqualTo(HttpSettings.defaults());
    }

    @Test
    void refusesNamesOfDevicesThatNobodyHasDeclared() {
        assertThat(
                        faults(
                                """
                                devices:
                                  declared: [{name: ct-room2, mac: 00-00-5E-00-53-01}]
                                  groups:
                                    - {name: scanners, members: [ct-room2, 10.0.0.0/8, mr-room3]}
                                exceptions:
                                  - {rule: behav-new-peer, device: ct-room2, peer: ct-rom2,
                                     reason: r, author: a, expires: 2027-03-31}
                                  - {rule: behav-new-peer, group: scaners,
                                     reason: r, author: a, expires: 2027-03-31}
                                  - {rule: behav-new-peer, device: 10.0.0.1/8,
                                     reason: r, author: a, expires: 2027-03-31}
                                  - {rule: behav-new-peer, device: "00:00:5e:00:53:01", group: "",
                                     peer: 2001:db8::1, reason: r, author: a, expires: 2027-03-31}
                                """))
                .containsExactly(
                        "wardtap.yaml:4:56: devices.groups[0].members[2]: no declared device is"
                                + " named \"mr-room3\", and it is no MAC, address or"
                                + " network",
                        "wardtap.yaml:6:46: exceptions[0].peer: no declared device is named"
                                + " \"ct-rom2\", and it is no MAC, address or network; did you"
                                + " mean \"ct-room2\"?",
                        "wardtap.yaml:8:28: exceptions[1].group: no group is named \"scaners\";"
                                + " did you mean \"scanners\"?",
                        "wardtap.yaml:10:28: exceptions[2].device: no declared device is named"
                                + " \"10.0.0.1/8\", and it is no network: has bits set beyond its"
                                + " length; did you mean 10.0.0.0/8?");
    }

    @Test
    void refusesDevicesThatCannotBeToldApart() {
        assertThat(
                        faults(
                                """
                                devices:
                                  declared:
                                    - {name: a, mac: 00-00-5E-00-53-0a}
                                    - {name: b, mac: "00:00:5e:00:53:0A"}
                                """))
                .singleElement()
                .asString()
                .contains("devices.declared: ", "00005E00530A", "is there twice");
        assertThat(faults("devices: {declared: [{name: 10.0.0.1, ips: [10.0.0.1]}]}"))
                .singleElement()
                .asString()
                .contains("is not a name of at most 64 characters that is no address");
        assertThat(faults("devices: {declared: [{name: a, ips: [10.0.0.1], device_class: A B}]}"))
                .singleElement()
                .asString()
                .contains("is not a class such as imaging.ct");
    }

    @Test
    void whatItPrintsReadsAsTheSame() throws ConfigException {
        String yaml =
                """
                site: {name: "01", sensor: "true", networks: [10.0.0.0/8], holidays: [2026-01-01]}
                learning: {days: 3}
                rules: {severity: {behav-new-peer: low}, thresholds: {recon-port-scan: {x: 1.5}}}
                outputs: {syslog: [{name: a, host: "::1", enterprise_number: 4294967295}]}
                exceptions: [{rule: behav-new-peer, reason: "a: b # c", author: x, expires: 2027-01-01,
                  window: "22:00-06:00"}]
                """;
        WardtapConfig config = read(yaml);

        assertThat(read(ConfigPrinter.yaml(config))).isEqualTo(config);
        assertThat(read(ConfigPrinter.yaml(WardtapConfig.defaults())))
                .isEqualTo(WardtapConfig.defaults());
    }

    @Test
    void listsEveryFaultWithItsPlace() {
        assertThat(
                        faults(
                                """
                                site:
                                  sensr: x
                                  timezone: Mars/Base
                                  networks: [10.1.2.3/8, nope]
                                  zones:
                                    - name: empty
                                http:
                                  port: 70000
                                  bind: 0.0.0.0
                                capture: {snaplen: abc, buffer: 3 parsecs}
                                pipline: {}
                                """))
                .containsExactly(
                        "wardtap.yaml:2:3: site.sensr: unknown key; did you mean \"sensor\"?",
                        "wardtap.yaml:3:13: site.timezone: \"Mars/Base\": not a time zone such as"
                                + " Europe/Berlin",
                        "wardtap.yaml:4:14: site.networks[0]: \"10.1.2.3/8\": has bits set beyond"
                                + " its length; did you mean 10.0.0.0/8?",
                        "wardtap.yaml:4:26: site.networks[1]: \"nope\": not a network such as"
                                + " 10.20.0.0/16",
                        "wardtap.yaml:6:7: site.zones[0].networks: a zone has networks or VLANs",
                        "wardtap.yaml:8:3: http.port: 70000 is not in 0..65535",
                        "wardtap.yaml:9:3: http.bind: \"0.0.0.0\" is not a loopback address;"
                            + " listening beyond loopback needs TLS and a login, which this version"
                            + " does not have (use 127.0.0.1 or ::1)",
                        "wardtap.yaml:10:20: capture.snaplen: \"abc\": not a whole number, accepted"
                                + " is 96..262144",
                        "wardtap.yaml:10:33: capture.buffer: \"3 parsecs\": not a size such as"
                                + " 4096, 64KiB, 256MiB or 1GB",
                        "wardtap.yaml:11:1: pipline: unknown key; did you mean \"pipeline\"?");
    }

    @Test
    void refusesKeysThatAreThereTwice() {
        assertThat(faults("http:\n  port: 1\nlearning: {}\nhttp:\n  port: 2\n"))
                .containsExactly("wardtap.yaml:4:1: http: is there twice, first in line 1");
        assertThat(faults("http: {port: 1, port: 1}\n")).hasSize(1);
    }

    @Test
    void refusesRulesThatNobodyKnows() {
        assertThat(
                        faults(
                                """
                                rules:
                                  disabled: [recon-port-scann, recon-port-scan, recon-port-scan]
                                  severity: {behav-new-peer: fatal, x-y: low}
                                  thresholds: {recon-port-scan: {ports: -1}}
                                """))
                .containsExactly(
                        "wardtap.yaml:2:3: rules.disabled: \"recon-port-scan\" is there twice",
                        "wardtap.yaml:2:14: rules.disabled[0]: no rule has the id"
                                + " \"recon-port-scann\"; did you mean \"recon-port-scan\"?",
                        "wardtap.yaml:3:30: rules.severity.behav-new-peer: \"fatal\": not one of"
                                + " info, low, medium, high, critical",
                        "wardtap.yaml:3:37: rules.severity.x-y: no rule has the id \"x-y\";"
                                + " `wardtap rules list` shows them",
                        "wardtap.yaml:4:3: rules.thresholds: recon-port-scan.ports: -1.0 is"
                                + " negative");
    }

    @Test
    void demandsReasonAuthorAndExpiryOfAnException() {
        assertThat(faults("exceptions:\n  - rule: behav-new-peer\n"))
                .containsExactly(
                        "wardtap.yaml:2:5: exceptions[0].reason: must be given",
                        "wardtap.yaml:2:5: exceptions[0].author: must be given",
                        "wardtap.yaml:2:5: exceptions[0].expires: must be given: no exception is"
                                + " for ever");
    }

    @Test
    void saysWhereATextIsNoYaml() {
        assertThat(faults("site:\n  name: [a, b\n"))
                .singleElement()
                .asString()
                .startsWith("wardtap.yaml:")
                .contains("not valid YAML");
        assertThat(faults("site:\n\tname: x\n")).singleElement().asString().contains(":2:");
        assertThat(faults("- a\n")).singleElement().asString().contains("expected a mapping");
        assertThat(faults("site: &s {name: a}\nhttp: *s\n"))
                .anyMatch(fault -> fault.contains("aliases"));
        assertThat(faults("site: {}\n---\nhttp: {}\n"))
                .anyMatch(fault -> fault.contains("more than one document"));
        assertThat(faults("site: 3\nhttp: {port: [1]}\nrules: {disabled: x}\n")).hasSize(3);
    }

    @Test
    void survivesBombsOfDepth() {
        assertThat(faults("site: " + "[".repeat(10_000))).isNotEmpty();
    }

    @Test
    void tellsAnUnreadableFileFromAFaultyOne(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("w.yaml");
        Files.writeString(file, "http: {port: x}\n");

        assertThat(
                        catchThrowableOfType(
                                ConfigException.class, () -> new ConfigLoader(Set.of()).load(file)))
                .hasMessageContaining(file + ":1:14: http.port");
        Assertions.assertThatThrownBy(
                        () -> new ConfigLoader(Set.of()).load(dir.resolve("missing.yaml")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
