package io.wardtap.appliance.config;

import java.util.List;

/// Section `outputs`.
public record OutputSettings(
        @Setting("events.jsonl.") File file,
        @Setting("Syslog receivers (RFC 5424) of alerts.") List<Syslog> syslog,
        @Setting(
                        "Recordings of alerts' flows as pcapng, headers from link to transport"
                                + " only: options and everything behind them are zeroed, lengths"
                                + " stay.")
                Recorder recorder) {
    /// Datasets of events.jsonl.
    public enum Dataset {
        FLOW,
        DICOM,
        HL7,
        TLS,
        HTTP,
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

    /// The recorder beside the line.
    public record Recorder(
            @Setting("Whether alerts' flows are recorded; in a replay only with `--deliver`.")
                    boolean enabled,
            @Setting("Folder of the recordings; empty takes `recordings` in the output folder.")
                    String folder,
            @Setting(
                            value = "Files that are kept, one an alert; the oldest go.",
                            min = 1,
                            max = 100_000)
                    int files,
            @Setting("Bytes of one file at most, 64KiB to 1GiB.") ByteSize fileSize,
            @Setting(
                            "Memory of each lane for headers of packets before the alert, 160 bytes"
                                    + " a packet, 1MiB to 1GiB.")
                    ByteSize lookback) {
        private static final long KIB = 1 << 10;
        private static final long MIB = 1 << 20;

        public Recorder {
            folder = folder == null ? "" : folder;
            new Checks()
                    .range("files", files, 1, 100_000)
                    .range("fileSize", fileSize, 64 * KIB, 1024 * MIB)
                    .range("lookback", lookback, MIB, 1024 * MIB)
                    .done();
        }

        public static Recorder defaults() {
            return new Recorder(false, "", 100, new ByteSize(4 * MIB), new ByteSize(32 * MIB));
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
        return new OutputSettings(File.defaults(), List.of(), Recorder.defaults());
    }
}
