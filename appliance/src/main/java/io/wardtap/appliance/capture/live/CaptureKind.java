package io.wardtap.appliance.capture.live;

/// How packets are taken from an interface.
public enum CaptureKind {
    /// AF_PACKET where the kernel has TPACKET_V3, libpcap elsewhere.
    AUTO,

    /// The kernel's mapped ring, Linux only.
    AF_PACKET,

    /// libpcap, through pcap4j.
    PCAP
}
