package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.Severity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real rsyslog, started for the test alone with its own configuration, gets the alerts and takes
/// them apart as RFC 5424 says.
class RsyslogTest {
    @TempDir Path dir;

    private Process rsyslog;
    private int port;
    private Path log;

    @BeforeEach
    void start() throws Exception {
        Path program = Programs.require("rsyslogd", "rsyslog");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        log = dir.resolve("received.log");
        Path config = dir.resolve("rsyslog.conf");
        Files.writeString(
                config,
                """
                global(workDirectory="%1$s" maxMessageSize="16k")
                module(load="imtcp")
                module(load="imudp")
                template(name="parts" type="string"
                  string="%%pri%%|%%hostname%%|%%app-name%%|%%msgid%%|%%structured-data%%|%%msg%%\\n")
                input(type="imtcp" port="%2$d" address="127.0.0.1" ruleset="keep")
                input(type="imudp" port="%2$d" address="127.0.0.1" ruleset="keep")
                ruleset(name="keep") { action(type="omfile" file="%3$s" template="parts") }
                """
                        .formatted(dir, port, log));
        rsyslog =
                new ProcessBuilder(
                                program.toString(),
                                "-n",
                                "-f",
                                config.toString(),
                                "-i",
                                dir.resolve("pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("rsyslogd.out").toFile())
                        .start();
        assertThat(Eventually.holds(this::listens))
                .as(() -> "rsyslogd listens: " + output())
                .isTrue();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String output() {
        try {
            return Files.readString(dir.resolve("rsyslogd.out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (rsyslog != null) {
            rsyslog.destroy();
            if (!rsyslog.waitFor(10, TimeUnit.SECONDS)) {
                rsyslog.destroyForcibly().waitFor();
            }
        }
    }

    private List<String> received() {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void readsAlertsOverTcp() throws Exception {
        try (SyslogSink sink = new SyslogSink(SyslogMessageTest.options(true, port, 32473, true))) {
            for (int i = 0; i < 20; i++) {
                Alert alert = Samples.alert("phi-cleartext-dicom", Severity.HIGH);
                alert.explanation = "number " + i + " with ümlauts and \"quotes\"";
                sink.onAlert(alert, AlertAction.OPENED, 1, Samples.T0);
            }
            assertThat(Eventually.holds(() -> received().size() == 20)).as(this::output).isTrue();
        }

        assertThat(received().get(7))
                .startsWith("83|sensor-1|wardtap|phi-cleartext-dicom|[alert@32473 replay=\"true\"")
                .contains("src=\"10.20.1.15\"")
                .endsWith("number 7 with ümlauts and \"quotes\"");
    }

    @Test
    void readsAlertsOverUdp() throws Exception {
        try (SyslogSink sink = new SyslogSink(SyslogMessageTest.options(false, port, 0, false))) {
            sink.onAlert(
                    Samples.alert("phi-cleartext-hl7", Severity.CRITICAL),
                    AlertAction.OPENED,
                    1,
                    Samples.T0);
            assertThat(Eventually.holds(() -> received().size() == 1)).as(this::output).isTrue();
        }

        assertThat(received().getFirst())
                .startsWith("82|sensor-1|wardtap|phi-cleartext-hl7|-|")
                .contains("rule=\"phi-cleartext-hl7\" severity=\"critical\"");
    }
}
