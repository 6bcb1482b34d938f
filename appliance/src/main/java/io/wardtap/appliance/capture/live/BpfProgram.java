package io.wardtap.appliance.capture.live;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// A program of classic BPF (linux/filter.h), as the kernel takes it.
final class BpfProgram {
    /// Bytes of `struct sock_fprog`.
    static final int FPROG_BYTES = 16;

    /// The kernel takes no longer ones (BPF_MAXINSNS).
    static final int MAX_INSTRUCTIONS = 4096;

    private static final int INSTRUCTION_BYTES = 8;
    private static final int RETURN = 0x06;

    // one `struct sock_filter` each: code 16 bits, jump offsets 8 and 8, operand 32
    private final long[] instructions;

    private BpfProgram(long[] instructions) {
        this.instructions = instructions;
    }

    /// Takes packets whole, as far as `bytes`.
    static BpfProgram acceptAll(int bytes) {
        return new BpfProgram(new long[] {instruction(RETURN, 0, 0, bytes)});
    }

    static BpfProgram dropAll() {
        return acceptAll(0);
    }

    /// @param instructions each as [#instruction] packs it
    static BpfProgram of(long[] instructions) {
        return new BpfProgram(instructions.clone());
    }

    static long instruction(int code, int ifTrue, int ifFalse, int operand) {
        return (long) code << 48
                | (ifTrue & 0xFFL) << 40
                | (ifFalse & 0xFFL) << 32
                | operand & 0xFFFF_FFFFL;
    }

    int length() {
        return instructions.length;
    }

    /// A `struct sock_fprog` with its instructions behind it.
    MemorySegment allocate(Arena arena) {
        MemorySegment code = arena.allocate((long) INSTRUCTION_BYTES * length(), 8);
        for (int i = 0; i < length(); i++) {
            long at = (long) INSTRUCTION_BYTES * i;
            long one = instructions[i];
            code.set(ValueLayout.JAVA_SHORT, at, (short) (one >>> 48));
            code.set(ValueLayout.JAVA_BYTE, at + 2, (byte) (one >>> 40));
            code.set(ValueLayout.JAVA_BYTE, at + 3, (byte) (one >>> 32));
            code.set(ValueLayout.JAVA_INT, at + 4, (int) one);
        }
        MemorySegment program = arena.allocate(FPROG_BYTES, 8);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) length());
        program.set(ValueLayout.ADDRESS, 8, code);
        return program;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BpfProgram program
                && Arrays.equals(program.instructions, instructions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(instructions);
    }
}
