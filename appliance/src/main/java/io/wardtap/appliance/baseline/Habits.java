package io.wardtap.appliance.baseline;

import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.SystemName;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.unit.FlowStates;

import java.util.List;

/// Learns how a device uses DICOM services and which HL7 messages it sends. Analysis thread only.
final class Habits {
    private static final int C_FIND = 0x0020;
    private static final int RESPONSE = 0x8000;
    private static final long MINUTE_NS = 60_000_000_000L;

    /// A C-FIND whose responses are being counted.
    private static final class Find {
        DicomHabit habit;
        int messageId;
        int pending;
    }

    private final FlowStates<Find> finds = new FlowStates<>(1 << 16, Find::new);

    void request(Profile profile, Conversation flow, DicomFacts facts, long now) {
        if ((facts.commandField & RESPONSE) != 0
                || !SystemName.isPlausible(facts.affectedSopClassUid)) {
            return;
        }
        DicomHabit habit = profile.habit(facts.affectedSopClassUid);
        if (habit == null) {
            return;
        }
        habit.verbs |= DicomHabit.bit(facts.commandField);
        if (facts.commandField != C_FIND) {
            return;
        }
        habit.wildcard |= facts.wildcard;
        habit.unrestricted |= facts.unrestricted;
        String level = facts.queryLevel;
        if (SystemName.isPlausible(level)
                && habit.queryLevels.size() < DicomHabit.MAX_LEVELS
                && !habit.queryLevels.contains(level)) {
            habit.queryLevels.add(level);
        }
        long minute = Math.floorDiv(now, MINUTE_NS);
        profile.finds = minute == profile.findMinute ? profile.finds + 1 : 1;
        profile.findMinute = minute;
        habit.maxFindsPerMinute = Math.max(habit.maxFindsPerMinute, profile.finds);
        Find find = finds.get(flow.serial);
        if (find != null) {
            find.habit = habit;
            find.messageId = facts.messageId;
            find.pending = 0;
        }
    }

    void response(Conversation flow, DicomFacts facts) {
        if (facts.commandField != (C_FIND | RESPONSE) || facts.status >>> 8 != 0xFF) {
            return;
        }
        Find find = finds.find(flow.serial);
        if (find != null && find.habit != null && find.messageId == facts.messageId) {
            find.pending++;
            find.habit.maxPending = Math.max(find.habit.maxPending, find.pending);
        }
    }

    /// The flow has ended.
    void forget(long serial) {
        Find find = finds.remove(serial);
        if (find != null) {
            find.habit = null;
            find.pending = 0;
            finds.recycle(find);
        }
    }

    /// A message of an application, no acknowledgement.
    static void sent(Profile sender, Hl7Facts facts) {
        if (!SystemName.isPlausible(facts.sendingApplication)) {
            return;
        }
        Hl7Habit habit = sender.application(facts.sendingApplication);
        if (habit != null) {
            take(habit.facilities, facts.sendingFacility, Hl7Habit.MAX_FACILITIES);
            if (!facts.messageType.isEmpty()) { // of a fixed shape, `^` in it
                bounded(habit.triggers, facts.messageType, Hl7Habit.MAX_TRIGGERS);
            }
        }
    }

    private static void take(List<String> names, String name, int most) {
        if (SystemName.isPlausible(name)) {
            bounded(names, name, most);
        }
    }

    private static void bounded(List<String> names, String name, int most) {
        if (names.size() < most && !names.contains(name)) {
            names.add(name);
        }
    }
}
