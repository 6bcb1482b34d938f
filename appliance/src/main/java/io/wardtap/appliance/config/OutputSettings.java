package io.wardtap.appliance.config;

import java.util.List;

/// Section `outputs`.
public record OutputSettings(
        @Setting("events.jsonl.") File file,
        @Setting("Syslog receivers (RFC 5424) of alerts.") List<Syslog> syslog) {
    /// Datasets of events.jsonl.
    public enum Dataset {
        FLOW,
        DICOM,
        HL7,
        TLS,
        DEVICE,
        ALERT,
        STATS
    }

    /// The file of events.
    public record File(
            @Setting("Datasets that are written; empty for all. `--events` wins over it.")
                    List<Dataset> datasets,
            @Setting(
                            "Adds pseudonyms of patients to events. They are derived from patient"
                                    + " data and are to be treated as such.")
                    boolean includePseudonyms) {
        public File {
            datasets = List.copyOf(datasets);
        }

        public static File defaults() {
            return new File(List.of(), false);
        }
    }

    /// How messages travel.
    public enum Transport {
        UDP,
        TCP
    }

    /// Facilities of RFC 5424, table 1, that a monitor may use.
    public enum Facility {
        USER(1),
        DAEMON(3),
        AUTH(4),
        SYSLOG(5),
        AUTHPRIV(10),
        LOCAL0(16),
        LOCAL1(17),
        LOCAL2(18),
        LOCAL3(19),
        LOCAL4(20),
        LOCAL5(21),
        LOCAL6(22),
        LOCAL7(23);

        private final int code;

        Facility(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /// One syslog receiver.
    public record Syslog(
            @Setting(
                            value = "Name of the output, the `sink` label of its metrics.",
                            required = true,
                            pattern = SiteSettings.NAME)
                    String name,
            @Setting(value = "`udp`, or `tcp` with octet counting (RFC 6587).", byDefault = "udp")
                    Transport transport,
            @Setting(value = "Host name or address of the receiver.", required = true) String host,
            @Setting(value = "Its port.", byDefault = "514", min = 1, max = 65_535) int port,
            @Setting(value = "Facility of the messages.", byDefault = "authpriv") Facility facility,
            @Setting(
                            value =
                                    "Your private enterprise number (IANA), for structured data; 0"
                                            + " puts the facts into the text.",
                            byDefault = "0",
                            min = 0,
                            max = 4_294_967_295L)
                    long enterpriseNumber,
            @Setting(value = "Lowest severity that is sent.", byDefault = "info") Level severityMin,
            @Setting(value = "Adds pseudonyms of patients.", byDefault = "false")
                    boolean includePseudonyms)
            implements Checks.Named {
        public Syslog {
            transport = transport == null ? Transport.UDP : transport;
            facility = facility == null ? Facility.AUTHPRIV : facility;
            severityMin = severityMin == null ? Level.INFO : severityMin;
            Checks checks =
                    new Checks()
                            .given("name", name)
                            .given("host", host)
                            .range("port", port, 1, 65_535)
                            .range("enterpriseNumber", enterpriseNumber, 0, 4_294_967_295L);
            if (name != null) {
                checks.matches("name", name, SiteSettings.NAME, "a name");
            }
            checks.done();
        }
    }

    public OutputSettings {
        syslog = List.copyOf(syslog);
        new Checks().unique("syslog", syslog).done();
    }

    public static OutputSettings defaults() {
        return new OutputSettings(File.defaults(), List.of());
    }
}
