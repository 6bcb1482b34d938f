package io.wardtap.appliance.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/// Against a real datagram socket.
class ServiceManagerTest {
    private static final long PID = 4711;
    private NotifyReceiver receiver;

    @AfterEach
    void close() {
        if (receiver != null) {
            receiver.close();
        }
    }

    @Test
    void tellsReadinessReloadsAndTheEnd(@TempDir Path folder) {
        receiver = NotifyReceiver.bind(folder.resolve("notify").toString());

        try (ServiceManager manager =
                ServiceManager.of(Map.of("NOTIFY_SOCKET", receiver.name()), PID)) {
            assertThat(manager.isPresent()).isTrue();
            manager.ready("listening on\neth1");
            manager.reloading();
            manager.watchdog();
            manager.stopping();
        }

        assertThat(receiver.next()).isEqualTo("READY=1\nSTATUS=listening on eth1");
        assertThat(receiver.next()).matches("RELOADING=1\nMONOTONIC_USEC=[1-9]\\d+");
        assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
        assertThat(receiver.next()).startsWith("STOPPING=1");
    }

    @Test
    void knowsAbstractNames() {
        receiver = NotifyReceiver.bind("@wardtap-test-" + ProcessHandle.current().pid());

        try (ServiceManager manager =
                ServiceManager.of(Map.of("NOTIFY_SOCKET", receiver.name()), PID)) {
            manager.status("well");
        }

        assertThat(receiver.next()).isEqualTo("STATUS=well");
    }

    @Test
    void watchdogIsHalfItsPatienceAndOnlyForTheProcessMeant(@TempDir Path folder) {
        receiver = NotifyReceiver.bind(folder.resolve("notify").toString());
        String pid = Long.toString(PID);

        assertThat(watchdog(Map.of("WATCHDOG_USEC", "10000000"))).isEqualTo(5_000_000_000L);
        assertThat(watchdog(Map.of("WATCHDOG_USEC", "10000000", "WATCHDOG_PID", pid)))
                .isEqualTo(5_000_000_000L);
        assertThat(watchdog(Map.of("WATCHDOG_USEC", "10000000", "WATCHDOG_PID", "1"))).isZero();
        assertThat(watchdog(Map.of("WATCHDOG_USEC", "often"))).isZero();
        assertThat(watchdog(Map.of())).isZero();
    }

    private long watchdog(Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("NOTIFY_SOCKET", receiver.name());
        try (ServiceManager manager = ServiceManager.of(all, PID)) {
            return manager.watchdogEveryNs();
        }
    }

    @Test
    void doesNothingWithoutAManagerOrWhenItDoesNotListen(@TempDir Path folder) {
        try (ServiceManager none = ServiceManager.of(Map.of(), PID);
                ServiceManager away =
                        ServiceManager.of(
                                Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()),
                                PID)) {
            none.ready("x");
            away.ready("x");

            assertThat(none.isPresent()).isFalse();
        }
    }

    @Test
    void refusesNamesThatNoSocketCanHave() {
        assertThat(ServiceManager.address("")).isNull();
        assertThat(ServiceManager.address("relative")).isNull();
        assertThat(ServiceManager.address("vsock:2:1")).isNull();
        assertThat(ServiceManager.address("/" + "x".repeat(107))).isNull();
        assertThat(ServiceManager.address("/" + "x".repeat(106))).hasSize(2 + 108);
    }
}
