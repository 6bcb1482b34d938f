package io.wardtap.appliance.capture;

import java.io.IOException;

/// An input that cannot be read or decoded further; the message says why.
final class BrokenStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenStreamException(String reason) {
        super(reason);
    }
}
