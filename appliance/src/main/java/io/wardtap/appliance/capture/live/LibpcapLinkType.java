package io.wardtap.appliance.capture.live;

/// DLT_ values, which differ between systems, as LINKTYPE_ values, which do not (pcap-linktype(7)).
final class LibpcapLinkType {
    private static final int DLT_RAW = 12;
    private static final int DLT_RAW_OPENBSD = 14;
    private static final int DLT_LOOP = 108;
    private static final int DLT_LOOP_OPENBSD = 12;
    private static final int LINKTYPE_RAW = 101;
    private static final int LINKTYPE_LOOP = 108;

    private LibpcapLinkType() {}

    static int of(int dlt) {
        boolean openBsd = System.getProperty("os.name").equals("OpenBSD");
        if (openBsd) {
            return dlt == DLT_LOOP_OPENBSD
                    ? LINKTYPE_LOOP
                    : dlt == DLT_RAW_OPENBSD ? LINKTYPE_RAW : dlt;
        }
        return dlt == DLT_RAW ? LINKTYPE_RAW : dlt == DLT_LOOP ? LINKTYPE_LOOP : dlt;
    }
}
