package io.wardtap.appliance.alert;

import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All exceptions in force, by rule. Immutable, any thread.
public final class AlertExceptions {
    public static final AlertExceptions NONE = new AlertExceptions(List.of());

    private final Map<String, List<AlertException>> byRule = new HashMap<>();

    public AlertExceptions(List<AlertException> exceptions) {
        for (AlertException each : exceptions) {
            byRule.computeIfAbsent(each.rule(), _ -> new ArrayList<>()).add(each);
        }
    }

    /// The exception that a finding falls under, or null. One that holds all day is preferred.
    AlertException covering(Finding finding) {
        List<AlertException> rule = byRule.get(finding.rule().id());
        if (rule == null) {
            return null;
        }
        AlertException found = null;
        for (int i = 0; i < rule.size() && (found == null || found.window() != null); i++) {
            AlertException each = rule.get(i);
            if (each.covers(
                    finding.subject(),
                    subjectAddress(finding),
                    finding.peer(),
                    peerAddress(finding),
                    finding.service(),
                    finding.timeNs())) {
                found = each;
            }
        }
        return found;
    }

    /// The exception that holds all day and that an open alert falls under, or null.
    AlertException covering(AlertState state, long nowNs) {
        List<AlertException> rule = byRule.getOrDefault(state.alert.rule.id(), List.of());
        for (int i = 0; i < rule.size(); i++) {
            AlertException each = rule.get(i);
            if (each.window() == null
                    && each.covers(
                            state.subject,
                            state.subjectAddress,
                            state.peer,
                            state.peerAddress,
                            state.alert.service,
                            nowNs)) {
                return each;
            }
        }
        return null;
    }

    /// The subject's address in the finding's flow; null without one.
    static Address subjectAddress(Finding finding) {
        Conversation flow = finding.flow();
        if (flow == null) {
            return null;
        }
        return subjectIsClient(finding, flow) ? flow.client : flow.server;
    }

    /// The other end's, which may be known by its address only.
    static Address peerAddress(Finding finding) {
        Conversation flow = finding.flow();
        if (flow == null) {
            return null;
        }
        return subjectIsClient(finding, flow) ? flow.server : flow.client;
    }

    private static boolean subjectIsClient(Finding finding, Conversation flow) {
        if (finding.subject() != null) {
            return finding.subject() == flow.clientDevice;
        }
        return finding.peer() == null || finding.peer() == flow.serverDevice;
    }
}
