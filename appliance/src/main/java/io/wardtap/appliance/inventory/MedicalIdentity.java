package io.wardtap.appliance.inventory;

import static io.wardtap.appliance.inventory.Identity.CLASS;

import io.wardtap.protocol.medical.MedicalFacts;

/// What a message of a laboratory, point of care or bedside device says about who sent it, and
/// softly about what both ends are.
final class MedicalIdentity {
    /// A device's own statement; a gateway in between may repeat another's.
    private static final double OWN_STATEMENT = 0.9;

    private static final double CLASS_OF_SENDER = 0.6;
    private static final double CLASS_OF_RECEIVER = 0.4;

    private MedicalIdentity() {}

    static void onMessage(
            DeviceRecord sender, DeviceRecord receiver, MedicalFacts facts, long now) {
        if (sender != null) {
            describe(sender, facts, now);
        }
        if (receiver != null && !facts.receiverClass.isEmpty()) {
            soft(receiver, facts.receiverClass, facts.source(), CLASS_OF_RECEIVER, now);
        }
    }

    private static void describe(DeviceRecord record, MedicalFacts facts, long now) {
        boolean same =
                record.serial.equals(facts.serial)
                        && record.model.equals(facts.model)
                        && record.manufacturer.equals(facts.vendor)
                        && record.software.equals(facts.software)
                        && record.modality.equals(facts.senderClass);
        if (same && now - record.dataSetNs < DeviceRecord.REFRESH_NS) {
            return;
        }
        record.serial = facts.serial;
        record.model = facts.model;
        record.manufacturer = facts.vendor;
        record.software = facts.software;
        record.modality = facts.senderClass;
        record.dataSetNs = now;
        String source = facts.source();
        if (!facts.serial.isEmpty()) {
            others(record, facts, source);
        }
        if (record.describesOthers) {
            soft(record, "interface.engine", source + ".relay", CLASS_OF_RECEIVER, now);
            return;
        }
        record.note(Identity.VENDOR, facts.vendor, source, OWN_STATEMENT, now);
        record.note(Identity.MODEL, facts.model, source, OWN_STATEMENT, now);
        record.note(Identity.SERIAL, facts.serial, source, OWN_STATEMENT, now);
        record.note(Identity.SOFTWARE, facts.software, source, OWN_STATEMENT, now);
        if (facts.mac != 0) {
            record.note("equipment-mac", Macs.text(facts.mac), source, 0.85, now);
        }
        soft(record, facts.senderClass, source, CLASS_OF_SENDER, now);
    }

    /// Two serial numbers behind one address are not its own.
    private static void others(DeviceRecord record, MedicalFacts facts, String source) {
        String found = source + "|" + facts.model + "|" + facts.serial;
        if (record.described.isEmpty()) {
            record.described = found;
        } else if (!record.described.equals(found) && !record.describesOthers) {
            record.describesOthers = true;
            record.retract(source);
        }
    }

    private static void soft(
            DeviceRecord record, String found, String source, double weight, long now) {
        if (!found.isEmpty()) {
            record.note(CLASS, found, source, weight, now);
        }
    }
}
