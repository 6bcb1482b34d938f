package io.wardtap.appliance.observe;

import io.wardtap.protocol.hl7.Hl7Facts;

/// Is shown HL7 messages with their bytes, to take a copy of a few. Called on the analysis thread,
/// behind the observers; must neither wait nor throw.
public interface Hl7Sample {
    /// @param bytes the message without its framing, `[start, start + length)`; valid during the
    ///   call only
    void onHl7(Conversation flow, Hl7Facts facts, byte[] bytes, int start, int length);
}
