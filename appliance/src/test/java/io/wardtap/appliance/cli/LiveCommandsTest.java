package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.DoctorOptions;
import io.wardtap.appliance.DoctorResult;
import io.wardtap.appliance.LiveControl;
import io.wardtap.appliance.LiveListener;
import io.wardtap.appliance.LiveOptions;
import io.wardtap.appliance.RunResult;
import io.wardtap.appliance.capture.live.CaptureKind;
import io.wardtap.appliance.mirror.MirrorFinding;
import io.wardtap.appliance.mirror.MirrorFinding.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What `run` and `doctor` make of their options, against an engine that only records.
class LiveCommandsTest {
    private final Recorder engine = new Recorder();
    private final CommandLineRun wardtap = new CommandLineRun().live(engine);

    @Test
    void runTakesItsOptions() {
        assertThat(
                        wardtap.run(
                                "run",
                                "-i",
                                "eth1",
                                "--interface",
                                "eth2",
                                "--capture",
                                "pcap",
                                "--filter",
                                "not port 22",
                                "-o",
                                "out",
                                "--workers",
                                "3",
                                "--events",
                                "alert,device"))
                .isZero();

        assertThat(engine.run)
                .isEqualTo(
                        new LiveOptions(
                                List.of("eth1", "eth2"),
                                CaptureKind.PCAP,
                                "not port 22",
                                null,
                                Path.of("out"),
                                3,
                                Set.of("alert", "device"),
                                null,
                                null,
                                null,
                                false));
        assertThat(wardtap.err()).contains("wardtap: listening");
    }

    @Test
    void runWithoutOptionsLeavesAllToTheConfiguration() {
        assertThat(wardtap.run("run", "-q")).isZero();

        assertThat(engine.run.interfaces()).isEmpty();
        assertThat(engine.run.kind()).isEqualTo(CaptureKind.AUTO);
        assertThat(engine.run.filter()).isNull();
        assertThat(engine.run.workers()).isZero();
        assertThat(wardtap.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "run -i eth1 -i eth1; -i: 'eth1' is given twice",
                "run -i a/b; -i: 'a/b' is not the name of an interface",
                "run --capture xdp; --capture: 'xdp' is not one of auto, af_packet, pcap",
                "run --speed max; unknown option",
                "run --deliver; unknown option",
                "doctor --for 5; --for: '5' is not a time such as 30s, 10m or 1h, up to 24h",
                "doctor --for 48h; --for: '48h' is not a time such as 30s, 10m or 1h, up to 24h",
            })
    void refusesWhatIsWrong(String line, String message) {
        assertThat(wardtap.run(line.split(" "))).isEqualTo(2);

        assertThat(wardtap.err()).contains(message);
        assertThat(engine.run).isNull();
    }

    @Test
    void runEndsWithTheEnginesCodeAndMessage() {
        engine.result = new RunResult(4, List.of("eth9: no such interface"), () -> "", null);

        assertThat(wardtap.run("run", "-i", "eth9")).isEqualTo(4);

        assertThat(wardtap.err()).endsWith("wardtap: eth9: no such interface\n");
    }

    @Test
    void doctorListensForFiveMinutesUnlessTold() {
        assertThat(wardtap.run("doctor", "-i", "eth1")).isZero();
        assertThat(engine.doctor.time()).isEqualTo(Duration.ofMinutes(5));

        assertThat(wardtap.run("doctor", "-i", "eth1", "--for", "30s")).isZero();
        assertThat(engine.doctor.time()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void doctorSaysWhatIsWrongAndWhatToDo() {
        assertThat(wardtap.run("doctor", "-i", "eth1", "-q")).isZero();

        assertThat(wardtap.out())
                .isEqualTo(
                        """
                          ok   All is seen.
                          BAD  One direction only.
                               Mirror both.
                           ?   Too few.
                        One thing to look at.
                        """);
    }

    @Test
    void doctorSaysItAsJson() {
        assertThat(wardtap.run("doctor", "-i", "eth1", "--json")).isZero();

        assertThat(wardtap.out())
                .contains("\"check\" : \"directions\"", "\"verdict\" : \"bad\"", "\"packets\" : 7");
    }

    @Test
    void interfacesListsThem() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return;
        }
        assertThat(wardtap.run("interfaces")).isZero();
        assertThat(wardtap.out()).contains("INTERFACE", "DRIVER");
        assertThat(wardtap.out().lines()).anyMatch(line -> line.startsWith("lo "));

        assertThat(wardtap.run("interfaces", "--json")).isZero();
        assertThat(wardtap.out()).contains("\"name\" : \"lo\"", "\"kind\" : \"loopback\"");
    }

    private static final class Recorder implements LiveEngine {
        private LiveOptions run;
        private DoctorOptions doctor;
        private RunResult result = new RunResult(0, List.of(), () -> "", null);

        @Override
        public RunResult run(LiveOptions options, LiveListener listener, LiveControl control) {
            run = options;
            listener.onMessage("listening");
            return result;
        }

        @Override
        public DoctorResult examine(
                DoctorOptions options, LiveListener listener, LiveControl control) {
            doctor = options;
            return new DoctorResult(
                    0,
                    "",
                    List.of("eth1"),
                    30,
                    7,
                    700,
                    List.of(
                            new MirrorFinding("networks", Verdict.GOOD, "All is seen.", ""),
                            new MirrorFinding(
                                    "directions",
                                    Verdict.BAD,
                                    "One direction only.",
                                    "Mirror both."),
                            new MirrorFinding("macs", Verdict.UNKNOWN, "Too few.", "")));
        }
    }
}
