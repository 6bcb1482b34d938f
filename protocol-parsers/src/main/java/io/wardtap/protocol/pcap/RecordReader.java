package io.wardtap.protocol.pcap;

/// What all readers have in common: a place in a window, and the end of reading. Reasons are
/// constant texts, so that no byte of a packet that stands where a header should can get into a
/// message.
abstract class RecordReader implements CaptureReader {
    static final String CUT = "cut in the middle of a packet";

    /// No capture has a packet of no bytes at time zero: such a header is a hole in a sparse file,
    /// or the rest of one whose writer died.
    static final String ZEROES =
            "zeroes where a packet should be: a hole, or never written to the end";

    final ByteWindow window;
    long offset;
    long packetOffset;
    private CaptureDamage damage;

    RecordReader(ByteWindow window) {
        this.window = window;
    }

    @Override
    public final CaptureDamage damage() {
        return damage;
    }

    @Override
    public final long offset() {
        return offset;
    }

    @Override
    public final long packetOffset() {
        return packetOffset;
    }

    /// The bytes at `at` make no sense. When the input itself is broken (a file that became shorter
    /// reads as zeroes), that is the reason and not what the bytes look like.
    ///
    /// @return false, for the caller to return
    final boolean damaged(long at, String reason) {
        CaptureDamage ofInput = window.damage();
        damage = ofInput != null ? ofInput : new CaptureDamage(at, reason);
        return false;
    }

    /// The input ends before the record that should be at `at` does: properly, when no byte of it
    /// is there.
    ///
    /// @return false, for the caller to return
    final boolean ended(long at, String reason) {
        if (window.require(at, 1)) {
            return damaged(at, reason);
        }
        damage = window.damage();
        return false;
    }
}
