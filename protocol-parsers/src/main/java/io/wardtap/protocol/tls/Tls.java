package io.wardtap.protocol.tls;

/// The TLS protocol's registry entry and unit types.
public final class Tls {
    private Tls() {}
}
