package io.wardtap.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

class MetricsServerTest {
    private static final String PAGE = "# HELP a b\na 1.0\n";

    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean broken;
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MetricsServer("127.0.0.1", 0, this::page, ready::get);
    }

    private String page() {
        if (broken) {
            throw new IllegalStateException("a detail of the server");
        }
        return PAGE;
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesMetrics() throws Exception {
        HttpResponse<String> response = ask("GET", "/metrics?debug=1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(PAGE);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.headers().firstValue("server")).isEmpty();
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws Exception {
        HttpResponse<String> response = ask("HEAD", "/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("content-length"))
                .hasValue(Integer.toString(PAGE.length()));
        assertThat(ask("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhetherItIsReadyApartFromWhetherItLives() throws Exception {
        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(200);
        ready.set(false);

        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesOtherPathsAndMethods() throws Exception {
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/metrics/").statusCode()).isEqualTo(404);
        HttpResponse<String> post = ask("POST", "/metrics");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).hasValue("GET, HEAD");
    }

    @Test
    void tellsNothingOfItsInsidesWhenItFails() throws Exception {
        broken = true;

        HttpResponse<String> response = ask("GET", "/metrics");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("internal error\n");
    }

    @Test
    void refusesRequestsThatAreTooLargeOrNoHttp() throws Exception {
        assertThat(raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(
                        raw(
                                "POST /metrics HTTP/1.1\r\n"
                                        + "Host: x\r\n"
                                        + "Content-Length: 100000\r\n\r\n"
                                        + "a".repeat(5000)))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("\u0016\u0003\u0001 nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(ask("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            byte[] head = new byte[64];
            int n = in.read(head);
            return new String(head, 0, Math.max(0, n), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void boundsTheNumberOfConnections() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < MetricsServer.MAX_CONNECTIONS + 6; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                sockets.add(socket);
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write(
                                "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                refused += isRefused(socket) ? 1 : 0;
            }
            assertThat(refused).isEqualTo(6);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(answersAgain()).as("room is made when they have gone").isTrue();
    }

    private boolean answersAgain() throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            try {
                return ask("GET", "/healthz").statusCode() == 200;
            } catch (IOException e) {
                // the server has not noticed all of them going yet
                Thread.onSpinWait();
            }
        }
        return false;
    }

    private static boolean isRefused(Socket socket) {
        try {
            return socket.getInputStream().read(new byte[256]) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void listensOnLoopbackOnlyAndSaysWhenThePortIsTaken() {
        assertThatThrownBy(() -> new MetricsServer("0.0.0.0", 0, () -> "", () -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0.0.0.0");
        assertThatThrownBy(
                        () -> new MetricsServer("127.0.0.1", server.port(), () -> "", () -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port());
    }
}
