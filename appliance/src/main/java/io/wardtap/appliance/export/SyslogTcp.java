package io.wardtap.appliance.export;

import io.wardtap.appliance.host.ServiceThread;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/// Octet counting over TCP (RFC 6587 3.4.1): `LENGTH SP MESSAGE`. The receiver acknowledges
/// nothing, so that a message written just before the connection broke may be lost without notice:
/// after every new connection what was sent in the last 30 s is sent again, and receivers tell
/// repeats by id and revision.
final class SyslogTcp implements SyslogTransport {
    private static final int CONNECT_TIMEOUT_MS = 5000;
    private static final long RESEND_NS = 30_000_000_000L;

    /// Bounds what is kept for sending again.
    private static final int MAX_RECENT = 4096;

    private static final class Sent {
        final byte[] message;
        final long atNs;

        Sent(byte[] message, long atNs) {
            this.message = message;
            this.atNs = atNs;
        }
    }

    private final String host;
    private final int port;
    private final ArrayDeque<Sent> recent = new ArrayDeque<>();
    private volatile Socket socket;
    private volatile boolean closed;
    private volatile boolean peerClosed;
    private volatile int connection; // tells the watchers of old connections from the latest
    private OutputStream out;

    SyslogTcp(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public void send(byte[] message) throws IOException {
        connect();
        write(message);
        long nowNs = System.nanoTime();
        forget(nowNs);
        if (recent.size() == MAX_RECENT) {
            recent.removeFirst();
        }
        recent.addLast(new Sent(message, nowNs));
    }

    /// Connects again when the receiver has gone away with messages that it may not have read.
    @Override
    public void idle() throws IOException {
        forget(System.nanoTime());
        if (peerClosed || socket == null) {
            if (recent.isEmpty()) {
                disconnect();
            } else {
                connect();
            }
        }
    }

    private void connect() throws IOException {
        if (socket != null && !peerClosed) {
            return;
        }
        disconnect();
        Socket fresh = new Socket();
        socket = fresh;
        if (closed) {
            disconnect();
            throw new IOException("closed");
        }
        try {
            fresh.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MS);
            fresh.setKeepAlive(true);
            fresh.setTcpNoDelay(true);
            out = new BufferedOutputStream(fresh.getOutputStream(), 16 << 10);
            peerClosed = false;
            int number = connection + 1;
            connection = number;
            ServiceThread.start("syslog-reader", () -> watch(fresh, number));
            forget(System.nanoTime());
            for (Sent sent : recent) {
                write(sent.message);
            }
        } catch (IOException e) {
            disconnect();
            throw e;
        }
    }

    private void write(byte[] message) throws IOException {
        try {
            out.write(Integer.toString(message.length).getBytes(StandardCharsets.US_ASCII));
            out.write(' ');
            out.write(message);
            out.flush();
        } catch (IOException e) {
            disconnect();
            throw e;
        }
    }

    /// A receiver sends nothing; the end of its stream says that it has gone.
    private void watch(Socket watched, int number) {
        try (InputStream in = watched.getInputStream()) {
            byte[] ignored = new byte[256];
            int n = in.read(ignored);
            while (n >= 0) {
                n = in.read(ignored);
            }
        } catch (IOException e) {
            // the connection is gone either way
        }
        if (connection == number) {
            peerClosed = true;
        }
    }

    private void forget(long nowNs) {
        while (!recent.isEmpty() && nowNs - recent.getFirst().atNs > RESEND_NS) {
            recent.removeFirst();
        }
    }

    private void disconnect() {
        Socket old = socket;
        socket = null;
        peerClosed = false;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // nothing is left to be done with it
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is being thrown away
            }
        }
    }
}
