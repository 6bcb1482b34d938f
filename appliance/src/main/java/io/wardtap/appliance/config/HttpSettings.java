package io.wardtap.appliance.config;

import java.net.InetAddress;

/// Section `http`.
public record HttpSettings(
        @Setting("Whether metrics and health are served, live or with `--serve`.") boolean enabled,
        @Setting(
                        "Loopback address to listen on. Listening beyond loopback needs TLS and a"
                                + " login, which this version does not have.")
                String bind,
        @Setting(value = "Port; 0 takes any free one.", min = 0, max = 65_535) int port) {
    public HttpSettings {
        new Checks()
                .that(
                        "bind",
                        isLoopback(bind),
                        "is not a loopback address; listening beyond loopback needs TLS and a"
                                + " login, which this version does not have (use 127.0.0.1 or ::1)")
                .range("port", port, 0, 65_535)
                .done();
    }

    private static boolean isLoopback(String bind) {
        if (bind.equals("127.0.0.1") || bind.equals("::1") || bind.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(bind).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public static HttpSettings defaults() {
        return new HttpSettings(true, "127.0.0.1", 9477);
    }
}
