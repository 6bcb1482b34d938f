package io.wardtap.appliance.inventory;

import static io.wardtap.appliance.inventory.Identity.CLASS;

import io.wardtap.appliance.observe.SystemName;
import io.wardtap.protocol.hl7.Hl7Facts;

/// What HL7 says about the devices at both ends: applications from MSH-3 and MSH-4, software from
/// SFT, equipment from OBX-18 and PRT, roles and soft class evidence from what is sent.
final class Hl7Identity {
    private static final double OWN_STATEMENT = 0.9;

    void onMessage(DeviceRecord sender, DeviceRecord receiver, Hl7Facts facts, long now) {
        boolean acknowledgement = !facts.acknowledgmentCode.isEmpty();
        if (sender != null) {
            header(sender, facts, now);
            software(sender, facts, now);
            if (!acknowledgement) {
                sends(sender, receiver, facts, now);
            } else if (sender.take(Role.HL7_RECEIVER)) {
                sender.note(CLASS, "medical.unknown", "hl7.service", 0.3, now);
            }
        }
        if (receiver != null && !acknowledgement) {
            receives(receiver, sender, now);
        }
    }

    private static void header(DeviceRecord record, Hl7Facts facts, long now) {
        boolean same =
                record.application.equals(facts.sendingApplication)
                        && record.facility.equals(facts.sendingFacility);
        if (same && now - record.headerNs < DeviceRecord.REFRESH_NS) {
            return;
        }
        record.application = facts.sendingApplication;
        record.facility = facts.sendingFacility;
        record.headerNs = now;
        if (SystemName.isPlausible(facts.sendingApplication)) {
            boolean facility = SystemName.isPlausible(facts.sendingFacility);
            record.alias(
                    "hl7:"
                            + facts.sendingApplication
                            + "|"
                            + (facility ? facts.sendingFacility : ""));
            record.note("application", facts.sendingApplication, "hl7.MSH", 0.6, now);
        }
    }

    private static void software(DeviceRecord record, Hl7Facts facts, long now) {
        if (facts.softwareProduct.isEmpty() && facts.softwareVendor.isEmpty()) {
            return;
        }
        if (record.softwareProduct.equals(facts.softwareProduct)
                && now - record.dataSetNs < DeviceRecord.REFRESH_NS) {
            return;
        }
        record.softwareProduct = facts.softwareProduct;
        record.dataSetNs = now;
        record.note(Identity.VENDOR, facts.softwareVendor, "hl7.SFT", OWN_STATEMENT, now);
        record.note(Identity.MODEL, facts.softwareProduct, "hl7.SFT", OWN_STATEMENT, now);
        record.note(Identity.SOFTWARE, facts.softwareVersion, "hl7.SFT", OWN_STATEMENT, now);
    }

    private static void sends(
            DeviceRecord record, DeviceRecord receiver, Hl7Facts facts, long now) {
        boolean first = record.take(Role.HL7_SENDER);
        if (first) {
            record.note(CLASS, "medical.unknown", "hl7.service", 0.3, now);
        }
        if (first || !record.messageType.equals(facts.messageType)) {
            record.messageType = facts.messageType;
            String found = classOfType(facts.messageType);
            if (!found.isEmpty()) {
                record.note(CLASS, found, "hl7.MSH-9", 0.45, now);
            }
        }
        if (facts.equipmentMac != 0) {
            equipment(record, facts, now);
        }
        if (receiver != null && !record.manyHl7Targets) {
            if (record.firstHl7Target == null) {
                record.firstHl7Target = receiver.device;
            } else if (record.firstHl7Target != receiver.device) {
                record.manyHl7Targets = true;
                hub(record, now);
            }
        }
    }

    private static void receives(DeviceRecord record, DeviceRecord sender, long now) {
        if (sender != null && !record.manyHl7Sources) {
            if (record.firstHl7Source == null) {
                record.firstHl7Source = sender.device;
            } else if (record.firstHl7Source != sender.device) {
                record.manyHl7Sources = true;
                hub(record, now);
            }
        }
    }

    /// Several in and at least one out, or one in and several out: what an interface engine does.
    private static void hub(DeviceRecord record, long now) {
        boolean both = record.firstHl7Source != null && record.firstHl7Target != null;
        if (both || record.manyHl7Sources) {
            record.note(CLASS, "interface.engine", "hl7.hub", both ? 0.7 : 0.5, now);
        }
    }

    private static void equipment(DeviceRecord record, Hl7Facts facts, long now) {
        for (int i = 0; i < record.equipments; i++) {
            if (record.equipment[i] == facts.equipmentMac) {
                return;
            }
        }
        if (record.equipments == record.equipment.length) {
            return;
        }
        record.equipment[record.equipments++] = facts.equipmentMac;
        record.note("equipment-mac", Macs.text(facts.equipmentMac), "hl7.OBX-18", 0.85, now);
        if (facts.equipmentMac == record.device.mac) {
            record.note(Identity.MODEL, facts.equipmentName, "hl7.OBX-18", 0.85, now);
            record.note(Identity.SERIAL, facts.deviceSerial, "hl7.PRT-20", OWN_STATEMENT, now);
        }
        if (record.equipments >= 2) {
            record.note(CLASS, "monitor.gateway", "hl7.OBX-18", 0.6, now);
        }
    }

    /// Soft evidence only: an engine sends on behalf of many.
    private static String classOfType(String type) {
        if (type.length() < 3) {
            return "";
        }
        return switch (type.substring(0, 3)) {
            case "ADT", "SIU", "ORM", "OMG", "OML", "BAR", "DFT" -> "ehr.server";
            case "OUL" -> "lab.analyzer";
            case "RDE", "RGV", "RAS" -> "pharmacy.server";
            default -> "";
        };
    }
}
