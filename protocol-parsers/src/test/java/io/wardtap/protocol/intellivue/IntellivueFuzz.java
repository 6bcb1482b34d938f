package io.wardtap.protocol.intellivue;

import static io.wardtap.protocol.testkit.MonitorDatagrams.birthDate;
import static io.wardtap.protocol.testkit.MonitorDatagrams.connectIndication;
import static io.wardtap.protocol.testkit.MonitorDatagrams.mdsCreate;
import static io.wardtap.protocol.testkit.MonitorDatagrams.model;
import static io.wardtap.protocol.testkit.MonitorDatagrams.production;
import static io.wardtap.protocol.testkit.MonitorDatagrams.result;
import static io.wardtap.protocol.testkit.MonitorDatagrams.systemId;
import static io.wardtap.protocol.testkit.MonitorDatagrams.text;

import io.wardtap.protocol.fuzz.DatagramFuzz;
import io.wardtap.protocol.testkit.MonitorDatagrams;

import java.util.List;

/// Fuzz target: IntelliVue datagrams, see [DatagramFuzz].
public final class IntellivueFuzz {
    private static final DatagramFuzz TARGET = new DatagramFuzz(Intellivue.PROTOCOL);

    private IntellivueFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    public static List<byte[]> seeds() {
        return List.of(
                DatagramFuzz.seed(
                        MonitorDatagrams.ASSOCIATE,
                        MonitorDatagrams.ACCEPT,
                        MonitorDatagrams.POLL,
                        MonitorDatagrams.CREATE_RESULT),
                DatagramFuzz.seed(
                        mdsCreate(
                                model("Philips", "M8007A"),
                                production("DE6129771X", "L.01.23"),
                                systemId("00 09 FB 01 02 03")),
                        connectIndication(text(0x091E, "ICU-7"))),
                DatagramFuzz.seed(
                        result(text(0x095A, "1"), text(0x095C, "Doe"), birthDate("19630214"))));
    }
}
