package io.wardtap.appliance.capture.live;

import java.util.ArrayList;
import java.util.List;

/// Writes the program by which the kernel chooses a packet's lane: a hash of its two IP addresses,
/// the same for both directions. Ports are left out, so that fragments without them and what
/// belongs together on several ports (FTP) meet in one lane. Behind up to two further VLAN tags it
/// finds the addresses as well; the outermost tag the kernel has taken off before. What is not IP
/// goes to the first lane. Tunnels count by their outer addresses.
///
/// The kernel takes the result modulo the number of lanes (packet(7), PACKET_FANOUT_CBPF). Loads
/// are relative to the network header, since fanout runs before the link header is put back.
final class AddressPairProgram {
    private static final int LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int LOAD_HALF = 0x28; // BPF_LD | BPF_H | BPF_ABS
    private static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    private static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int MULTIPLY = 0x24; // BPF_ALU | BPF_MUL | BPF_K
    private static final int SHIFT_RIGHT = 0x74; // BPF_ALU | BPF_RSH | BPF_K
    private static final int XOR_X = 0xAC; // BPF_ALU | BPF_XOR | BPF_X
    private static final int A_TO_X = 0x07; // BPF_MISC | BPF_TAX
    private static final int RETURN_A = 0x16; // BPF_RET | BPF_A
    private static final int RETURN = 0x06; // BPF_RET | BPF_K

    private static final int NETWORK_HEADER = -0x10_0000; // SKF_NET_OFF
    private static final int PROTOCOL = -0x1000; // SKF_AD_OFF + SKF_AD_PROTOCOL

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int[] TAGS = {0x8100, 0x88A8, 0x9100};
    private static final int TAG_BYTES = 4;
    private static final int MAX_TAGS = 2;

    // 2^32 divided by the golden ratio: spreads neighbouring addresses
    private static final int SPREAD = 0x9E37_79B1;

    private final List<int[]> code = new ArrayList<>(); // code, operand, steps if equal
    private final List<Integer> toEnd = new ArrayList<>();

    private AddressPairProgram() {}

    static BpfProgram build() {
        AddressPairProgram writer = new AddressPairProgram();
        writer.write();
        return BpfProgram.of(
                writer.code.stream()
                        .mapToLong(one -> BpfProgram.instruction(one[0], one[2], 0, one[1]))
                        .toArray());
    }

    private void write() {
        add(LOAD_WORD, PROTOCOL);
        for (int tags = 0; tags <= MAX_TAGS; tags++) {
            int header = NETWORK_HEADER + TAG_BYTES * tags;
            hashIf(IPV4, header + 12, 2);
            hashIf(IPV6, header + 8, 8);
            if (tags < MAX_TAGS) {
                skipUnlessTag();
                // the type follows the tag's 2 bytes of control information
                add(LOAD_HALF, header + 2);
            }
        }
        add(RETURN, 0);
        // jumps of an unconditional kind reach as far as needed
        for (int at : toEnd) {
            code.get(at)[1] = code.size() - at - 1;
        }
        add(MULTIPLY, SPREAD);
        add(SHIFT_RIGHT, 16);
        add(RETURN_A, 0);
    }

    /// When A is the type: folds the words of both addresses, which follow each other, and goes to
    /// the end.
    private void hashIf(int type, int from, int words) {
        code.add(new int[] {JUMP_EQUAL, type, 1});
        int otherwise = add(JUMP, 0);
        add(LOAD_WORD, from);
        for (int i = 1; i < words; i++) {
            add(A_TO_X, 0);
            add(LOAD_WORD, from + 4 * i);
            add(XOR_X, 0);
        }
        toEnd.add(add(JUMP, 0));
        code.get(otherwise)[1] = code.size() - otherwise - 1;
    }

    private void skipUnlessTag() {
        for (int i = 0; i < TAGS.length; i++) {
            code.add(new int[] {JUMP_EQUAL, TAGS[i], TAGS.length - i});
        }
        add(RETURN, 0);
    }

    private int add(int instruction, int operand) {
        code.add(new int[] {instruction, operand, 0});
        return code.size() - 1;
    }
}
