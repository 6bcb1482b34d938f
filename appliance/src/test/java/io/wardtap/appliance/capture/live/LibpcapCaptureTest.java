package io.wardtap.appliance.capture.live;

/// The contract by libpcap.
class LibpcapCaptureTest extends CaptureSourceContract {
    @Override
    CaptureKind kind() {
        return CaptureKind.PCAP;
    }
}
