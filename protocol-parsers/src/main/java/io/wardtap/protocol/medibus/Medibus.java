package io.wardtap.protocol.medibus;

import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The registry entry of MEDIBUS, its unit type and its kinds.
public final class Medibus {
    /// Unit type: one telegram without start, checksum and end: its code and data.
    public static final int TELEGRAM = 1;

    static final int COMMAND = 0;
    static final int RESPONSE = 1;

    /// Ports are those of serial device servers, a site's own choice: none is told.
    public static final Protocol PROTOCOL =
            new Protocol(
                    "medibus",
                    List.of("command", "response"),
                    List.of(),
                    new MedibusProbe(),
                    MedibusFramer::new,
                    MedibusParser::new,
                    MedibusFacts::new);

    private Medibus() {}
}
