package io.wardtap.appliance.capture;

import java.io.IOException;

/// Compressed data that cannot be decoded further; the message says why.
final class BrokenStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenStreamException(String reason) {
        super(reason);
    }
}
