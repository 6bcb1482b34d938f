package io.wardtap.appliance.capture.live;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

import java.util.List;

/// Compiles filters of libpcap's language (pcap-filter(7)) to what the kernel takes. Uses the very
/// libpcap that pcap4j has loaded, since pcap4j does not show the instructions that it compiled.
/// The interface is opened for a moment: only then libpcap knows that VLAN tags are no longer in
/// the packet when the kernel looks at it.
final class LibpcapCompiler {
    private static final int ERROR_BYTES = 256; // PCAP_ERRBUF_SIZE
    private static final int PROGRAM_BYTES = 16; // struct bpf_program
    private static final int INSTRUCTION_BYTES = 8;
    private static final int DLT_EN10MB = 1;
    private static final int NETMASK_UNKNOWN = -1;
    private static final int SMALL_BUFFER = 64 << 10;

    /// Up as a rule, and Ethernet to libpcap: for interfaces that are down.
    private static final String LOOPBACK = "lo";

    private final NativeLibrary libpcap;

    private LibpcapCompiler(NativeLibrary libpcap) {
        this.libpcap = libpcap;
    }

    /// @param snaplen bytes of a packet that passes
    /// @throws LiveCaptureException with libpcap's message
    // libpcap before 1.8 compiled for one thread at a time
    static synchronized BpfProgram compile(String filter, String interfaceName, int snaplen)
            throws LiveCaptureException {
        LibpcapCompiler compiler = new LibpcapCompiler(load());
        Pointer handle = compiler.handle(interfaceName, snaplen);
        try {
            return compiler.compile(filter, handle);
        } finally {
            compiler.function("pcap_close").invokeVoid(new Object[] {handle});
        }
    }

    private static NativeLibrary load() throws LiveCaptureException {
        try {
            // the name that pcap4j looks for
            return NativeLibrary.getInstance(
                    System.getProperty("org.pcap4j.core.pcapLibName", "pcap"));
        } catch (LinkageError e) {
            throw noLibpcap(e);
        }
    }

    static LiveCaptureException noLibpcap(LinkageError e) {
        return new LiveCaptureException(
                LiveCaptureException.Reason.NOT_SUPPORTED,
                "libpcap could not be loaded (Debian, Ubuntu: apt install libpcap0.8): "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                e);
    }

    private Function function(String name) {
        return libpcap.getFunction(name);
    }

    private Pointer handle(String interfaceName, int snaplen) {
        for (String name : List.of(interfaceName, LOOPBACK)) {
            Pointer handle =
                    function("pcap_create")
                            .invokePointer(new Object[] {name, new Memory(ERROR_BYTES)});
            if (handle != null) {
                function("pcap_set_snaplen").invokeInt(new Object[] {handle, snaplen});
                function("pcap_set_buffer_size").invokeInt(new Object[] {handle, SMALL_BUFFER});
                if (function("pcap_activate").invokeInt(new Object[] {handle}) >= 0) {
                    return handle;
                }
                function("pcap_close").invokeVoid(new Object[] {handle});
            }
        }
        return function("pcap_open_dead").invokePointer(new Object[] {DLT_EN10MB, snaplen});
    }

    private BpfProgram compile(String filter, Pointer handle) throws LiveCaptureException {
        try (Memory program = new Memory(PROGRAM_BYTES)) {
            program.clear();
            int result =
                    function("pcap_compile")
                            .invokeInt(new Object[] {handle, program, filter, 1, NETMASK_UNKNOWN});
            if (result < 0) {
                Pointer message = function("pcap_geterr").invokePointer(new Object[] {handle});
                throw new LiveCaptureException(
                        LiveCaptureException.Reason.FILTER,
                        "filter \"" + filter + "\": " + message.getString(0));
            }
            try {
                return read(filter, program);
            } finally {
                function("pcap_freecode").invokeVoid(new Object[] {program});
            }
        }
    }

    private static BpfProgram read(String filter, Memory program) throws LiveCaptureException {
        int length = program.getInt(0);
        if (length > BpfProgram.MAX_INSTRUCTIONS) {
            throw new LiveCaptureException(
                    LiveCaptureException.Reason.FILTER,
                    "filter \""
                            + filter
                            + "\": too long for the kernel: "
                            + length
                            + " instructions, at most "
                            + BpfProgram.MAX_INSTRUCTIONS);
        }
        Pointer code = program.getPointer(8);
        long[] instructions = new long[length];
        for (int i = 0; i < length; i++) {
            long at = (long) INSTRUCTION_BYTES * i;
            instructions[i] =
                    BpfProgram.instruction(
                            code.getShort(at) & 0xFFFF,
                            code.getByte(at + 2),
                            code.getByte(at + 3),
                            code.getInt(at + 4));
        }
        return BpfProgram.of(instructions);
    }
}
