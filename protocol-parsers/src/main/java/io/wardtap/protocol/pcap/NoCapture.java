package io.wardtap.protocol.pcap;

/// Stands for an input that is no capture: damage from the first byte on.
final class NoCapture extends RecordReader {
    NoCapture(ByteWindow window, String reason) {
        super(window);
        damaged(0, reason);
    }

    @Override
    public boolean next(PacketRecord packet) {
        return false;
    }

    @Override
    public int interfaces() {
        return 0;
    }

    @Override
    public String interfaceName(int index) {
        return null;
    }

    @Override
    public int linkType(int index) {
        return -1;
    }
}
