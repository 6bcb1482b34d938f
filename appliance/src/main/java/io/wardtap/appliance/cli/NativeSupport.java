package io.wardtap.appliance.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/// What this machine has for live capture.
final class NativeSupport {
    private static final List<String> LIBPCAP =
            List.of("libpcap.so.1", "libpcap.so.0.8", "libpcap.dylib");

    private NativeSupport() {}

    /// One line: packet sockets and libpcap.
    static String find() {
        String sockets =
                System.getProperty("os.name").equals("Linux") ? "AF_PACKET" : "no AF_PACKET";
        return sockets + ", " + libpcap();
    }

    @SuppressWarnings("restricted") // looks whether the library can be loaded, calls nothing
    private static String libpcap() {
        for (String name : LIBPCAP) {
            try (Arena arena = Arena.ofConfined()) {
                SymbolLookup library = SymbolLookup.libraryLookup(name, arena);
                if (library.find("pcap_open_live").isPresent()) {
                    return name;
                }
            } catch (IllegalArgumentException e) {
                // not here under this name
            }
        }
        return "no libpcap";
    }
}
