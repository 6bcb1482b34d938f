package io.wardtap.protocol.sdc;

import io.wardtap.protocol.fuzz.DatagramFuzz;
import io.wardtap.protocol.testkit.DiscoveryMessages;

import java.util.List;

/// Fuzz target: WS-Discovery datagrams, see [DatagramFuzz].
public final class WsDiscoveryFuzz {
    private static final DatagramFuzz TARGET = new DatagramFuzz(WsDiscovery.PROTOCOL);

    private WsDiscoveryFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    public static List<byte[]> seeds() {
        return List.of(
                DatagramFuzz.seed(
                        DiscoveryMessages.hello(
                                "sdc.ctxt.loc:/x?fac=A%20B&amp;bed=7 sdc.ctxt.pat:/1",
                                "https://10.1.1.1/ http://10.1.1.1/")),
                DatagramFuzz.seed(DiscoveryMessages.probe("mdpws:MedicalDevice")));
    }
}
