package io.wardtap.protocol.hl7;

/// Messages of one direction since the last batch header, to hold the trailer's count (BTS-1)
/// against. Confined to one parser thread.
final class BatchCount {
    private boolean open;
    private int messages;

    void clear() {
        open = false;
        messages = 0;
    }

    /// @param opens a file or batch header stood before the message
    /// @param segments the message, walked to its end
    void onMessage(boolean opens, Hl7Segments segments, Hl7Facts found) {
        if (opens) {
            open = true;
            messages = 0;
        }
        if (open) {
            messages++;
        }
        if (segments.batchCount() != Hl7Segments.NO_TRAILER) {
            if (open) {
                found.batchMessages = messages;
                found.batchDeclared = segments.batchCount();
            }
            open = false;
        }
        if (segments.opensBatch()) {
            open = true;
            messages = 0;
        }
    }
}
