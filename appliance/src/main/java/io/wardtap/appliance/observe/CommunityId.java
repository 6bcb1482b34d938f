package io.wardtap.appliance.observe;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Community ID flow hashing, version 1, seed 0 (Corelight's specification): a text that tells two
/// tools they mean the same flow.
public final class CommunityId {
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    private CommunityId() {}

    /// @param icmpTypeAndCode `type << 8 | code` of the first packet, for ICMP only
    public static String text(
            Address source,
            Address destination,
            int sourcePort,
            int destinationPort,
            int transport,
            int icmpTypeAndCode) {
        boolean icmp = transport == ICMP || transport == ICMPV6;
        boolean ported = icmp || transport == 6 || transport == 17 || transport == 132;
        int a = sourcePort;
        int b = destinationPort;
        boolean oneWay = false;
        if (icmp) {
            a = icmpTypeAndCode >>> 8;
            int answer = transport == ICMP ? answerV4(a) : answerV6(a);
            oneWay = answer < 0;
            b = oneWay ? icmpTypeAndCode & 0xFF : answer;
        }
        int order = source.compareTo(destination);
        boolean swap = !oneWay && (order > 0 || (order == 0 && a > b));
        ByteBuffer in = ByteBuffer.allocate(40);
        in.putShort((short) 0);
        put(in, swap ? destination : source);
        put(in, swap ? source : destination);
        in.put((byte) transport).put((byte) 0);
        if (ported) {
            in.putShort((short) (swap ? b : a)).putShort((short) (swap ? a : b));
        }
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(in.array(), 0, in.position());
            return "1:" + Base64.getEncoder().encodeToString(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static void put(ByteBuffer out, Address address) {
        if (address.isV4()) {
            out.putInt((int) address.low());
        } else {
            out.putLong(address.high()).putLong(address.low());
        }
    }

    private static int answerV4(int type) {
        return switch (type) {
            case 8 -> 0;
            case 0 -> 8;
            case 13 -> 14;
            case 14 -> 13;
            case 15 -> 16;
            case 16 -> 15;
            case 17 -> 18;
            case 18 -> 17;
            case 10 -> 9;
            case 9 -> 10;
            default -> -1;
        };
    }

    private static int answerV6(int type) {
        return switch (type) {
            case 128 -> 129;
            case 129 -> 128;
            case 133 -> 134;
            case 134 -> 133;
            case 135 -> 136;
            case 136 -> 135;
            case 130 -> 131;
            case 131 -> 130;
            case 144 -> 145;
            case 145 -> 144;
            case 139 -> 140;
            case 140 -> 139;
            default -> -1;
        };
    }
}
