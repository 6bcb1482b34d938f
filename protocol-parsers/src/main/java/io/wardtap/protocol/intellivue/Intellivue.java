package io.wardtap.protocol.intellivue;

import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The registry entry of IntelliVue Data Export, its unit type and its kinds.
public final class Intellivue {
    /// Unit type: one datagram of the session layer, or one of data with something to read in it.
    public static final int DATAGRAM = 1;

    static final List<String> KINDS =
            List.of(
                    "associate",
                    "accept",
                    "refuse",
                    "finish",
                    "disconnect",
                    "abort",
                    "connect_indication",
                    "mds_create",
                    "poll",
                    "extended_poll",
                    "result",
                    "linked_result",
                    "error",
                    "other");

    static final int ASSOCIATE = 0;
    static final int ACCEPT = 1;
    static final int REFUSE = 2;
    static final int FINISH = 3;
    static final int DISCONNECT = 4;
    static final int ABORT = 5;
    static final int CONNECT_INDICATION = 6;
    static final int MDS_CREATE = 7;
    static final int POLL = 8;
    static final int EXTENDED_POLL = 9;
    static final int RESULT = 10;
    static final int LINKED_RESULT = 11;
    static final int ERROR = 12;
    static final int OTHER = 13;

    /// The monitor's port for the protocol.
    static final int PORT = 24105;

    public static final Protocol PROTOCOL =
            Protocol.ofDatagrams(
                    "intellivue",
                    KINDS,
                    List.of(PORT),
                    (bytes, start, length, sourcePort, destinationPort) ->
                            Datagrams.isOurs(bytes, start, length),
                    new IntellivueFramer(),
                    IntellivueParser::new,
                    IntellivueFacts::new);

    private Intellivue() {}
}
