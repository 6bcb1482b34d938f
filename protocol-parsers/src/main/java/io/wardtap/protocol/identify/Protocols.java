package io.wardtap.protocol.identify;

import io.wardtap.protocol.astm.Astm;
import io.wardtap.protocol.dicom.Dicom;
import io.wardtap.protocol.hl7.Hl7;
import io.wardtap.protocol.intellivue.Intellivue;
import io.wardtap.protocol.medibus.Medibus;
import io.wardtap.protocol.poct1.Poct1;
import io.wardtap.protocol.sdc.WsDiscovery;
import io.wardtap.protocol.tls.Tls;

import java.util.List;

/// The registry: every protocol, in the order in which probes are asked. A new protocol adds its
/// line here.
public final class Protocols {
    /// Index into this list is the protocol's number within one run.
    public static final List<Protocol> ALL =
            List.of(
                    Dicom.PROTOCOL,
                    Hl7.PROTOCOL,
                    Tls.PROTOCOL,
                    Astm.PROTOCOL,
                    Poct1.PROTOCOL,
                    Intellivue.PROTOCOL,
                    WsDiscovery.PROTOCOL,
                    Medibus.PROTOCOL);

    /// The number of a flow whose protocol is not known.
    public static final int UNKNOWN = -1;

    private Protocols() {}
}
