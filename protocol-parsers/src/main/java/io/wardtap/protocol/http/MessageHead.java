package io.wardtap.protocol.http;

/// What a framer needs of a head: its start line, how the body is delimited (RFC 9112 section 6),
/// and how it is read. Valid as long as the bytes; one thread at a time.
final class MessageHead {
    private final StartLine line = new StartLine();
    private final HeaderLines fields = new HeaderLines();
    private long contentLength;
    private boolean chunked;
    private boolean conflict;
    private MediaType type = MediaType.ABSENT;
    private int typeStart;
    private int typeEnd;
    private boolean compressed;
    private boolean unreadable;

    /// Binds a head.
    ///
    /// @return whether it begins with a start line
    boolean wrap(byte[] bytes, int start, int length) {
        fields.wrap(bytes, start, length);
        if (!line.wrap(bytes, start, fields.firstLineEnd(start))) {
            return false;
        }
        contentLength = -1;
        chunked = false;
        conflict = false;
        type = MediaType.ABSENT;
        typeStart = start;
        typeEnd = start;
        compressed = false;
        unreadable = false;
        while (fields.next()) {
            field(bytes);
        }
        // both: the chunks count (RFC 9112 section 6.3), and somebody may have smuggled a request
        conflict |= chunked && contentLength >= 0;
        return true;
    }

    private void field(byte[] bytes) {
        switch (fields.name()) {
            case CONTENT_LENGTH -> {
                long length = fields.number();
                conflict |= length < 0 || contentLength >= 0 && contentLength != length;
                contentLength = contentLength < 0 ? length : contentLength;
            }
            case TRANSFER_ENCODING -> chunked |= fields.has("chunked");
            case CONTENT_TYPE -> {
                type = MediaType.of(bytes, fields.valueStart(), fields.valueLength());
                typeStart = fields.valueStart();
                typeEnd = fields.valueEnd();
            }
            case CONTENT_ENCODING -> {
                compressed |= fields.has("gzip") || fields.has("deflate");
                unreadable |= !compressed && fields.valueLength() > 0 && !fields.has("identity");
            }
            default -> {
                // read by the parser
            }
        }
    }

    StartLine line() {
        return line;
    }

    /// Bytes of the body, -1 when the head does not tell.
    long contentLength() {
        return contentLength;
    }

    boolean isChunked() {
        return chunked;
    }

    /// The head tells the body's length twice and differently, or not in digits.
    boolean hasConflict() {
        return conflict;
    }

    MediaType type() {
        return type;
    }

    /// Where the Content-Type's value lies.
    int typeStart() {
        return typeStart;
    }

    int typeEnd() {
        return typeEnd;
    }

    /// By gzip or deflate.
    boolean isCompressed() {
        return compressed;
    }

    /// In a coding that is not read.
    boolean isUnreadable() {
        return unreadable;
    }
}
