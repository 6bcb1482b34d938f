package io.wardtap.protocol.intellivue;

import io.wardtap.protocol.bytes.Bytes;

/// Tells the datagrams of IntelliVue Data Export apart. All numbers are big endian.
///
///     session (ISO 8327): type 8, length 8 (FF: 16 more), ...
///     data:  E1 00 00 02 | ro_type 16 | length 16 | body
///     invoke body: invoke id 16 | command 16 | length 16 | object class 16, context 16, handle 16
///                  | event: time 32, type 16, length 16 | action: scope 32, type 16, length 16
///
/// Stateless, any thread.
final class Datagrams {
    private static final int CONNECT = 0x0D;
    private static final int ACCEPT = 0x0E;
    private static final int REFUSE = 0x0C;
    private static final int FINISH = 0x09;
    private static final int DISCONNECT = 0x0A;
    private static final int ABORT = 0x19;

    private static final long DATA = 0xE100_0002L;
    private static final int DATA_HEADER = 8;
    private static final int INVOKE = 1;
    private static final int RESULT = 2;
    private static final int ERROR = 3;
    private static final int LINKED_RESULT = 5;

    private static final int EVENT_REPORT = 0;
    private static final int CONFIRMED_EVENT_REPORT = 1;
    private static final int CONFIRMED_ACTION = 7;
    private static final int MDS = 33;
    private static final int MDS_CREATE = 3334;
    private static final int CONNECT_INDICATION = 3351;
    private static final int SINGLE_POLL = 3094;
    private static final int EXTENDED_POLL = 61755;

    /// From the datagram's start: an invoke's object class, and its event or action type.
    private static final int OBJECT_CLASS = 14;

    private static final int TYPE = 24;

    /// 1.2.840.10004.2.1 in BER.
    private static final long OID = 0x2A86_48CE_1402_01L;

    /// The OID stands within the first so many bytes of a request to associate and its acceptance.
    private static final int OID_WITHIN = 512;

    private Datagrams() {}

    /// Whether a datagram of an unknown flow is of this protocol.
    static boolean isOurs(byte[] bytes, int start, int length) {
        int first = Bytes.u8(bytes, start);
        if (first == CONNECT || first == ACCEPT) {
            return isSession(bytes, start, length) && hasOid(bytes, start, length);
        }
        if (length < DATA_HEADER + 2 || !hasData(bytes, start, length)) {
            return false;
        }
        return Bytes.u32(bytes, start) == DATA || isConnectIndication(bytes, start, length);
    }

    /// The kind of a datagram of a flow that is known, an index into [Intellivue#KINDS].
    static int kind(byte[] bytes, int start, int length) {
        if (length >= DATA_HEADER + 2 && hasData(bytes, start, length)) {
            return dataKind(bytes, start, length);
        }
        if (!isSession(bytes, start, length)) {
            return Intellivue.OTHER;
        }
        return switch (Bytes.u8(bytes, start)) {
            case CONNECT -> Intellivue.ASSOCIATE;
            case ACCEPT -> Intellivue.ACCEPT;
            case REFUSE -> Intellivue.REFUSE;
            case FINISH -> Intellivue.FINISH;
            case DISCONNECT -> Intellivue.DISCONNECT;
            case ABORT -> Intellivue.ABORT;
            default -> Intellivue.OTHER;
        };
    }

    private static int dataKind(byte[] bytes, int start, int length) {
        return switch (Bytes.u16(bytes, start + 4)) {
            case INVOKE -> invokeKind(bytes, start, length);
            case RESULT ->
                    isReplyToEvent(bytes, start, length) ? Intellivue.OTHER : Intellivue.RESULT;
            case LINKED_RESULT -> Intellivue.LINKED_RESULT;
            case ERROR -> Intellivue.ERROR;
            default -> Intellivue.OTHER;
        };
    }

    private static int invokeKind(byte[] bytes, int start, int length) {
        if (length < TYPE + 2) {
            return Intellivue.OTHER;
        }
        int command = Bytes.u16(bytes, start + 10);
        int type = Bytes.u16(bytes, start + TYPE);
        boolean event = command == EVENT_REPORT || command == CONFIRMED_EVENT_REPORT;
        if (event && type == CONNECT_INDICATION) {
            return Intellivue.CONNECT_INDICATION;
        }
        if (event && type == MDS_CREATE) {
            return Intellivue.MDS_CREATE;
        }
        if (command == CONFIRMED_ACTION && type == SINGLE_POLL) {
            return Intellivue.POLL;
        }
        return command == CONFIRMED_ACTION && type == EXTENDED_POLL
                ? Intellivue.EXTENDED_POLL
                : Intellivue.OTHER;
    }

    /// The host's confirmation of an event.
    private static boolean isReplyToEvent(byte[] bytes, int start, int length) {
        return length >= 12 && Bytes.u16(bytes, start + 10) == CONFIRMED_EVENT_REPORT;
    }

    /// Type and length of the data fit, whatever stands before them; the capture may be short.
    private static boolean hasData(byte[] bytes, int start, int length) {
        int type = Bytes.u16(bytes, start + 4);
        int said = Bytes.u16(bytes, start + 6);
        boolean known = type == INVOKE || type == RESULT || type == ERROR || type == LINKED_RESULT;
        return known && said == length - DATA_HEADER;
    }

    /// What monitors broadcast has no session in front; its event says what it is.
    private static boolean isConnectIndication(byte[] bytes, int start, int length) {
        return length >= TYPE + 4
                && Bytes.u16(bytes, start + OBJECT_CLASS) == MDS
                && Bytes.u16(bytes, start + 12) == length - OBJECT_CLASS
                && invokeKind(bytes, start, length) == Intellivue.CONNECT_INDICATION
                && Bytes.u16(bytes, start + 4) == INVOKE;
    }

    private static boolean isSession(byte[] bytes, int start, int length) {
        if (length < 2) {
            return false;
        }
        int said = Bytes.u8(bytes, start + 1);
        if (said == 0xFF) {
            return length >= 4 && Bytes.u16(bytes, start + 2) == length - 4;
        }
        return said == length - 2;
    }

    private static boolean hasOid(byte[] bytes, int start, int length) {
        int end = start + Math.min(length, OID_WITHIN);
        for (int at = start + 2; at + 8 <= end; at++) {
            if (Bytes.u8(bytes, at) == 0x2A && Bytes.u64(bytes, at) >>> 8 == OID) {
                return true;
            }
        }
        return false;
    }
}
