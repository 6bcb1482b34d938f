package io.wardtap.appliance.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class LiveCaptureSettingsTest {
    private final LiveCaptureSettings one = LiveCaptureSettings.of("eth1");

    @Test
    void groupsFollowTheInterfacesForThemselves() {
        LiveCaptureSettings settings =
                one.withGroups(
                        List.of(new LiveCaptureSettings.Group("tap", List.of("eth2", "eth3"))));

        assertThat(settings.allInterfaces()).containsExactly("eth1", "eth2", "eth3");
        assertThat(settings.allGroups()).hasSize(2);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(LiveCaptureSettings::of).hasMessageContaining("at least one");
        assertThatThrownBy(() -> LiveCaptureSettings.of("a", "a")).hasMessageContaining("twice");
        assertThatThrownBy(() -> one.withSnaplen(10)).hasMessageContaining("snaplen");
        assertThatThrownBy(() -> one.withRingBytes(5)).hasMessageContaining("ring");
        assertThatThrownBy(() -> one.withLanes(0)).hasMessageContaining("lanes");
        assertThatThrownBy(() -> one.withProcessors(List.of(-1), -1)).hasMessageContaining("cpus");
    }

    @Test
    void readsTheKernelsListsOfProcessors() {
        assertThat(CpuAffinity.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(CpuAffinity.parse("")).isEmpty();
    }

    @Test
    void libpcapServesOneLane() {
        assertThatThrownBy(() -> LiveSources.open(one.withKind(CaptureKind.PCAP).withLanes(2)))
                .isInstanceOfSatisfying(
                        LiveCaptureException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(LiveCaptureException.Reason.NOT_SUPPORTED));
    }
}
