package io.wardtap.protocol.pcap;

/// The part of a capture that lies in memory at the moment, moved forward as the reader asks for
/// bytes further on. Files of any size and decompressed streams look alike through it. As long as
/// what is asked for lies in the window, asking costs one comparison.
///
/// Offsets count the (decompressed) capture's bytes. A reader may ask only for offsets that are not
/// before the one it asked for last. Confined to the reading thread.
public abstract class ByteWindow {
    /// The most bytes that can be asked for at once; every window is able to hold them. The largest
    /// thing a capture reader needs whole is a pcapng block of [PcapngFileReader#MAX_READ_BYTES].
    public static final int MAX_LENGTH = 2 << 20;

    protected static final byte[] NO_BYTES = {};

    private byte[] segment = NO_BYTES;
    private long base;
    private long end;

    /// Makes `length` bytes from `offset` readable in one piece: in [#segment()], from
    /// [#position(long)]. What was readable before may be gone after a call.
    ///
    /// @return false when the input ends before; [#damage()] then says whether it had to end there
    public final boolean require(long offset, long length) {
        return offset + length <= end || slide(offset, length);
    }

    public final byte[] segment() {
        return segment;
    }

    /// Where in [#segment()] the byte of this offset lies.
    public final int position(long offset) {
        return (int) (offset - base);
    }

    /// Why the input ended early or cannot be trusted, or null as long as it is sound.
    public abstract CaptureDamage damage();

    /// Moves the window with [#show] so that it holds these bytes.
    ///
    /// @return false, and nothing lost, when the input ends before
    protected abstract boolean slide(long offset, long length);

    /// Says what is readable now.
    ///
    /// @param base offset of the segment's first byte
    /// @param end offset behind the last byte that may be read
    protected final void show(byte[] segment, long base, long end) {
        this.segment = segment;
        this.base = base;
        this.end = end;
    }

    /// Offset behind the last byte that is readable without moving the window.
    protected final long end() {
        return end;
    }

    /// A window on a capture that lies in memory as a whole.
    public static ByteWindow of(byte[] capture) {
        return new WholeWindow(capture);
    }

    private static final class WholeWindow extends ByteWindow {
        private WholeWindow(byte[] capture) {
            show(capture, 0, capture.length);
        }

        @Override
        public CaptureDamage damage() {
            return null;
        }

        @Override
        protected boolean slide(long offset, long length) {
            return false;
        }
    }
}
