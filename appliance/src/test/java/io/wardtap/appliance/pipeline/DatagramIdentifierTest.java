package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.identify.Protocols;

import org.junit.jupiter.api.Test;

/// How flows of datagrams get their protocol.
class DatagramIdentifierTest {
    @Test
    void everyProtocolOfDatagramsHasBothParts() {
        assertThat(Protocols.ALL)
                .allMatch(p -> (p.datagramProbe() == null) == (p.datagramFramer() == null))
                .allMatch(p -> p.framer() != null || p.datagramFramer() != null);
    }
}
