package io.wardtap.appliance.export;

import java.io.IOException;

/// Carries encoded messages to a receiver. Used by one thread; [#close] may come from another and
/// ends a call that hangs.
interface SyslogTransport extends AutoCloseable {
    /// Sends one message, connecting first where that is needed.
    void send(byte[] message) throws IOException;

    /// Called when there is nothing to send, to look after the connection.
    void idle() throws IOException;

    @Override
    void close();
}
