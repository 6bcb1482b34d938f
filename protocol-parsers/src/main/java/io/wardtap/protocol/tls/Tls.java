package io.wardtap.protocol.tls;

import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The TLS protocol's registry entry and the handshake messages its framer counts.
public final class Tls {
    /// Kind: a client's first handshake message (RFC 8446 4.1.2).
    static final int CLIENT_HELLO = 0;

    /// Kind: a server's first handshake message (RFC 8446 4.1.3).
    static final int SERVER_HELLO = 1;

    public static final Protocol PROTOCOL =
            new Protocol(
                    "tls",
                    List.of("client_hello", "server_hello"),
                    List.of(443, 2762, 6514),
                    new TlsProbe(),
                    TlsFramer::new,
                    TlsParser::new,
                    TlsFacts::new);

    private Tls() {}
}
