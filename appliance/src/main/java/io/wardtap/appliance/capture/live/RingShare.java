package io.wardtap.appliance.capture.live;

/// A lane's open share of an interface.
///
/// @param boundIndex the kernel's index of the interface that the socket is bound to
record RingShare(PacketSocket socket, PacketRing ring, int boundIndex) {
    void close() {
        ring.unmap(socket.calls());
        socket.close();
    }
}
