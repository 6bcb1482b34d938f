package io.wardtap.protocol.tls;

import io.wardtap.protocol.unit.Facts;

/// What is read of a TLS flow so far: that it is one.
public final class TlsFacts extends Facts {
    /// Unit type: a ClientHello was seen.
    public static final int CLIENT_HELLO = 1;

    @Override
    public void clear() {
        // nothing is kept yet
    }
}
