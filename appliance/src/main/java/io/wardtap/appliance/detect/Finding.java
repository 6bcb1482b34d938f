package io.wardtap.appliance.detect;

import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.protocol.phi.PhiFacts;

import java.util.Map;

/// What a detector reports: one occurrence. The ledger folds it into an alert before the call
/// returns, so that the conversation may be a live one.
///
/// @param key what makes it the same alert, without the rule's id
/// @param subject the device it is about
/// @param peer the other end, or null
/// @param flow the flow in which it was seen, or null
/// @param service e.g. `dicom/104`, or ""
/// @param explanation one sentence: what was seen, what is usual or required, since when; no
///   patient data
/// @param evidence bounded: at most 24 entries of numbers, strings or lists of strings
/// @param phi the fields with patient data and the hashes to count patients by, or null
public record Finding(
        RuleInfo rule,
        Severity severity,
        String key,
        Device subject,
        Device peer,
        Conversation flow,
        String service,
        String explanation,
        Map<String, Object> evidence,
        PhiFacts phi,
        long packet,
        long timeNs) {}
