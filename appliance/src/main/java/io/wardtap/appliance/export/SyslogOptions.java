package io.wardtap.appliance.export;

import io.wardtap.appliance.detect.Severity;

/// One syslog receiver.
///
/// @param name of the output, the metrics' `sink` label
/// @param tcp octet counting over TCP (RFC 6587 3.4.1), else one message a datagram (RFC 5426)
/// @param facility RFC 5424 table 1, 0 to 23
/// @param enterpriseNumber the site's private enterprise number for structured data, 0 for none
/// @param severityMin lower alerts are not sent
/// @param sensor HOSTNAME of the messages
/// @param replay marks every message with `replay="true"`
/// @param pseudonyms null leaves pseudonyms out
public record SyslogOptions(
        String name,
        boolean tcp,
        String host,
        int port,
        int facility,
        long enterpriseNumber,
        Severity severityMin,
        String sensor,
        boolean replay,
        Pseudonyms pseudonyms) {
    /// Security and authorization messages, private.
    public static final int AUTHPRIV = 10;

    /// Octets of a message that every UDP receiver should take (RFC 5424 6.1).
    static final int MAX_UDP = 2048;

    static final int MAX_TCP = 8192;

    public SyslogOptions {
        if (facility < 0 || facility > 23) {
            throw new IllegalArgumentException("facility " + facility + " is not in 0..23");
        }
    }

    int maxBytes() {
        return tcp ? MAX_TCP : MAX_UDP;
    }
}
