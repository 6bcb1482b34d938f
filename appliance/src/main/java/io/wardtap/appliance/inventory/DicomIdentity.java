package io.wardtap.appliance.inventory;

import static io.wardtap.appliance.inventory.Identity.CLASS;

import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.SystemName;
import io.wardtap.protocol.dicom.DicomFacts;

import java.util.HashMap;
import java.util.Map;

/// What DICOM says about the devices at both ends: names and toolkits from the association, roles
/// from the services used, maker and model from data sets that are the sender's own. Weights are
/// those of the evidence classes (own statement 0.9 and more, association 0.55 to 0.9, behaviour
/// 0.2 to 0.5), design choices all.
final class DicomIdentity {
    private static final int C_STORE = 0x0001;
    private static final int C_GET = 0x0010;
    private static final int C_FIND = 0x0020;
    private static final int C_MOVE = 0x0021;
    private static final int C_ECHO = 0x0030;
    private static final int N_SET = 0x0120;
    private static final int N_CREATE = 0x0140;
    private static final int RESPONSE = 0x8000; // PS3.7 E.1

    /// Serial numbers whose sender is remembered; beyond, sole sources are not told apart.
    private static final int MAX_SERIALS = 1 << 16;

    private static final String BEHAVIOUR = "dicom.service";

    // prefixes seen in the makers' own private SOP classes
    private static final String[][] VENDOR_ROOTS = {
        {"1.2.840.113619.", "GE HealthCare"},
        {"1.3.46.670589.", "Philips"},
        {"1.3.12.2.1107.", "Siemens Healthineers"},
        {"1.2.392.200036.9116.", "Canon Medical"},
        {"1.2.392.200036.9125.", "Fujifilm"},
        {"1.2.124.113532.", "Agfa"},
    };

    private final Map<String, Device> serialOwners = new HashMap<>();

    void onAssociation(DeviceRecord client, DeviceRecord server, DicomFacts facts, long now) {
        if (facts.result != DicomFacts.Result.ACCEPTED) {
            return; // titles that were tried and refused name nobody
        }
        if (client != null) {
            requestor(client, facts, now);
        }
        if (server != null) {
            acceptor(server, facts, now);
        }
    }

    private static void requestor(DeviceRecord record, DicomFacts facts, long now) {
        names(
                record,
                facts.callingAeTitle,
                facts.implementationClassUid,
                facts.implementationVersion,
                now);
    }

    private static void acceptor(DeviceRecord record, DicomFacts facts, long now) {
        names(
                record,
                facts.calledAeTitle,
                facts.acceptorImplementationClassUid,
                facts.acceptorImplementationVersion,
                now);
    }

    private static void names(
            DeviceRecord record, String title, String uid, String version, long now) {
        boolean same = record.aeTitle.equals(title) && record.implementation.equals(version);
        if (same && now - record.headerNs < DeviceRecord.REFRESH_NS) {
            return;
        }
        record.aeTitle = title;
        record.implementation = version;
        record.headerNs = now;
        if (SystemName.isPlausible(title)) {
            record.alias("ae:" + title);
            record.note("ae", title, "dicom.association", 0.7, now);
        }
        record.note("toolkit", version, "dicom.association", 0.8, now);
        record.note(Identity.SOFTWARE, version, "dicom.association", 0.55, now);
        for (String[] root : VENDOR_ROOTS) {
            if (uid.startsWith(root[0])) {
                record.note(Identity.VENDOR, root[1], "dicom.association", 0.6, now);
            }
        }
    }

    void onMessage(
            Conversation flow,
            DeviceRecord sender,
            DeviceRecord client,
            DicomFacts facts,
            long now) {
        if (sender == null) {
            return;
        }
        if ((facts.commandField & RESPONSE) != 0) {
            if (!flow.fromClient && isAnswered(facts.status)) {
                provider(sender, client, facts, now);
            }
            return;
        }
        if (!flow.fromClient) {
            return; // sub-operations of a retrieve: the roles were told by its request
        }
        user(sender, facts, now);
        if (facts.commandField == C_STORE) {
            dataSet(sender, facts, now);
        }
    }

    private static void user(DeviceRecord record, DicomFacts facts, long now) {
        String uid = facts.affectedSopClassUid;
        switch (facts.commandField) {
            case C_STORE -> {
                boolean first = record.take(Role.DICOM_SCU_STORAGE);
                boolean newObject = !record.storageClass.equals(uid);
                if ((first || newObject) && !record.relays && !record.has(Role.DICOM_SCP_STORAGE)) {
                    record.storageClass = uid;
                    String found = SopClasses.classOfStorage(uid);
                    if (!found.isEmpty()) {
                        record.note(CLASS, found, "dicom.storage", 0.6, now);
                    }
                    record.note(CLASS, "medical.unknown", BEHAVIOUR, 0.3, now);
                }
            }
            case C_FIND -> {
                if (uid.equals(SopClasses.WORKLIST_FIND)) {
                    record.take(Role.DICOM_SCU_WORKLIST);
                    modality(record, facts.modality, "dicom.worklist", 0.5, now);
                } else if (record.take(Role.DICOM_SCU_QUERY)) {
                    record.note(CLASS, "pacs.viewer", "dicom.query", 0.4, now);
                }
            }
            case C_MOVE, C_GET -> {
                if (record.take(Role.DICOM_SCU_RETRIEVE)) {
                    record.note(CLASS, "pacs.viewer", "dicom.retrieve", 0.4, now);
                }
            }
            case C_ECHO -> record.take(Role.DICOM_SCU_VERIFICATION);
            case N_CREATE, N_SET -> {
                if (SopClasses.isPerformedProcedureStep(uid)) {
                    record.take(Role.DICOM_SCU_MPPS);
                    modality(record, facts.modality, "dicom.mpps", 0.6, now);
                }
            }
            default -> {
                // says nothing about what the sender is
            }
        }
    }

    private static void provider(
            DeviceRecord record, DeviceRecord client, DicomFacts facts, long now) {
        switch (facts.commandField & ~RESPONSE) {
            case C_STORE -> {
                if (record.take(Role.DICOM_SCP_STORAGE)) {
                    record.note(CLASS, "pacs.archive", "dicom.storage.scp", 0.5, now);
                }
            }
            case C_FIND -> {
                if (isWorklist(client, facts)) {
                    if (record.take(Role.DICOM_SCP_WORKLIST)) {
                        record.note(CLASS, "worklist.server", "dicom.worklist.scp", 0.75, now);
                    }
                } else if (record.take(Role.DICOM_SCP_QUERY)) {
                    record.note(CLASS, "pacs.archive", "dicom.query.scp", 0.6, now);
                }
            }
            case C_MOVE, C_GET -> {
                if (record.take(Role.DICOM_SCP_RETRIEVE)) {
                    record.note(CLASS, "pacs.archive", "dicom.retrieve.scp", 0.5, now);
                }
            }
            case C_ECHO -> record.take(Role.DICOM_SCP_VERIFICATION);
            case N_CREATE, N_SET -> {
                if (client != null
                        && client.has(Role.DICOM_SCU_MPPS)
                        && record.take(Role.DICOM_SCP_MPPS)) {
                    record.note(CLASS, "worklist.server", "dicom.mpps.scp", 0.5, now);
                }
            }
            default -> {
                // says nothing about what the sender is
            }
        }
    }

    /// A response need not repeat its SOP class (PS3.7 9.1.2.1); the client's habit then decides.
    private static boolean isWorklist(DeviceRecord client, DicomFacts facts) {
        if (!facts.affectedSopClassUid.isEmpty()) {
            return facts.affectedSopClassUid.equals(SopClasses.WORKLIST_FIND);
        }
        return client != null
                && client.has(Role.DICOM_SCU_WORKLIST)
                && !client.has(Role.DICOM_SCU_QUERY);
    }

    /// Success, pending or warning (PS3.7 C): the provider does perform the service.
    private static boolean isAnswered(int status) {
        return status == 0 || status == 0xFF00 || status == 0xFF01 || (status & 0xF000) == 0xB000;
    }

    private static void modality(
            DeviceRecord record, String modality, String source, double weight, long now) {
        String found = modality.isEmpty() ? "" : SopClasses.classOfModality(modality);
        if (!found.isEmpty() && !record.modality.equals(modality)) {
            record.modality = modality;
            record.note(CLASS, found, source, weight, now);
        }
    }

    /// Device attributes belong to the device that made the object. They are the sender's when
    /// station and calling AE title agree, or when the sender has only ever sent one device's
    /// objects, stores nothing for others, and nobody else sends that serial number.
    private void dataSet(DeviceRecord record, DicomFacts facts, long now) {
        boolean same =
                record.serial.equals(facts.serialNumber)
                        && record.model.equals(facts.modelName)
                        && record.manufacturer.equals(facts.manufacturer)
                        && record.software.equals(facts.softwareVersions)
                        && record.station.equals(facts.stationName)
                        && record.modality.equals(facts.modality);
        if (same && now - record.dataSetNs < DeviceRecord.REFRESH_NS) {
            return;
        }
        record.serial = facts.serialNumber;
        record.model = facts.modelName;
        record.manufacturer = facts.manufacturer;
        record.software = facts.softwareVersions;
        record.station = facts.stationName;
        record.modality = facts.modality;
        record.dataSetNs = now;
        String origin = facts.manufacturer + "|" + facts.modelName + "|" + facts.serialNumber;
        if (origin.length() == 2) {
            return; // nobody has signed it
        }
        if (record.origin.isEmpty()) {
            record.origin = origin;
        } else if (!record.origin.equals(origin) && !record.relays) {
            record.relays = true;
            record.retract("dicom.data-set");
            record.note(CLASS, "pacs.router", "dicom.relay", 0.4, now);
        }
        if (isStationOf(facts)) {
            describe(record, facts, "dicom.data-set.station", 0.95, now);
        } else if (!record.relays && !record.has(Role.DICOM_SCP_STORAGE) && soleSource(record)) {
            double weight = facts.serialNumber.isEmpty() ? 0.6 : 0.9;
            describe(record, facts, "dicom.data-set", weight, now);
        }
    }

    private static boolean isStationOf(DicomFacts facts) {
        String title = facts.callingAeTitle;
        return !title.isEmpty()
                && (title.equals(facts.stationAeTitle)
                        || title.equalsIgnoreCase(facts.stationName));
    }

    private boolean soleSource(DeviceRecord record) {
        if (record.serial.isEmpty()) {
            return true;
        }
        Device owner = serialOwners.get(record.origin);
        if (owner == null && serialOwners.size() < MAX_SERIALS) {
            serialOwners.put(record.origin, record.device);
        }
        return owner == null || owner == record.device;
    }

    private static void describe(
            DeviceRecord record, DicomFacts facts, String source, double weight, long now) {
        record.note(Identity.VENDOR, facts.manufacturer, source, weight, now);
        record.note(Identity.MODEL, facts.modelName, source, weight, now);
        record.note(Identity.SERIAL, facts.serialNumber, source, weight, now);
        record.note(Identity.SOFTWARE, first(facts.softwareVersions), source, weight, now);
        record.note(Identity.HOSTNAME, facts.stationName, source, 0.6, now);
        String found = SopClasses.classOfModality(facts.modality);
        if (!found.isEmpty()) {
            record.note(CLASS, found, source, 0.7, now);
        }
    }

    /// The first of several values (PS3.5 6.4).
    private static String first(String values) {
        int end = values.indexOf('\\');
        return end < 0 ? values : values.substring(0, end);
    }
}
