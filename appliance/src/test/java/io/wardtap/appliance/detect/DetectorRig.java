package io.wardtap.appliance.detect;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.LearningConfig;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.observe.Unanswered;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.DicomPhi;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.hl7.Hl7Phi;
import io.wardtap.protocol.medical.MedicalFacts;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.phi.PhiField;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A detector with real inventory and baseline around it, fed by hand.
public final class DetectorRig implements FindingSink {
    public static final long SECOND = 1_000_000_000L;
    public static final long MINUTE = 60 * SECOND;
    public static final long START = 1_767_600_000L * SECOND; // 2026-01-05T08:00:00Z, a Monday

    public static final String CT = "10.0.1.10";
    public static final String PACS = "10.0.2.20";
    public static final String STRANGER = "10.0.3.66";
    public static final String OUTSIDE = "203.0.113.9";

    public static final int C_STORE = 0x0001;
    public static final int C_FIND = 0x0020;
    public static final int C_ECHO = 0x0030;
    public static final int RESPONSE = 0x8000;
    public static final String CT_STORAGE = "1.2.840.10008.5.1.4.1.1.2";
    public static final String STUDY_FIND = "1.2.840.10008.5.1.4.1.2.2.1";

    public final Site site;
    public final DeviceInventory inventory;
    public final Baseline baseline;
    public final List<Finding> findings = new ArrayList<>();
    public final List<String> recovered = new ArrayList<>();
    public boolean visibilityBad;
    public long now = START;
    private long serial;

    public DetectorRig() {
        this(Site.defaults());
    }

    public DetectorRig(Site site) {
        this.site = site;
        this.inventory = new DeviceInventory(site);
        this.baseline = new Baseline(site, LearningConfig.defaults(), inventory, false);
        inventory.tell(baseline);
    }

    /// A site that has declared everything.
    public static Site declaredSite() {
        return new Site(
                "clinic",
                "s1",
                List.of(Cidr.parse("10.0.0.0/8")),
                List.of(Cidr.parse("198.51.100.0/24")),
                Map.of(
                        "imaging", List.of(Cidr.parse("10.0.1.0/24")),
                        "servers", List.of(Cidr.parse("10.0.2.0/24"))),
                ZoneOffset.UTC);
    }

    public final MonitorState monitor = new MonitorState();

    public DetectorContext context() {
        return new DetectorContext(
                site,
                inventory,
                baseline,
                Thresholds.defaults(),
                this,
                () -> visibilityBad,
                monitor);
    }

    @Override
    public void report(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void recovered(RuleInfo rule, String key, long packet, long nowNs) {
        recovered.add(key);
    }

    /// All that was learned so far is what judges from now on.
    public void judge() {
        baseline.freeze();
    }

    /// An established TCP flow in which both ends have spoken.
    public Conversation flow(String client, String server, int port, String protocol) {
        Conversation flow = new Conversation();
        flow.serial = ++serial;
        flow.transport = 6;
        flow.client = Address.parse(client);
        flow.server = Address.parse(server);
        flow.clientPort = 40_000 + (int) (serial % 20_000);
        flow.serverPort = port;
        flow.clientMac = mac(client);
        flow.serverMac = mac(server);
        flow.protocol = protocol;
        flow.byContent = !protocol.isEmpty();
        flow.established = true;
        flow.twoWay = true;
        flow.fromClient = true;
        flow.beginNs = now;
        flow.lastNs = now;
        flow.clientPackets = 5;
        flow.serverPackets = 5;
        flow.clientPayloadBytes = 100;
        flow.serverPayloadBytes = 100;
        inventory.onFlowBegin(flow, 1, now);
        return flow;
    }

    public Conversation dicomFlow(String client, String server) {
        return flow(client, server, 104, "dicom");
    }

    private static long mac(String address) {
        return 0x02_00_00_00_00_00L | Address.parse(address).low() & 0xFFFF_FFFFL;
    }

    /// Feeds a flow's begin, identification and end to baseline and detector.
    public void whole(Conversation flow, Object detector) {
        for (Object part : new Object[] {baseline, detector}) {
            if (part instanceof FlowObserver observer) {
                observer.onFlowBegin(flow, 1, now);
                observer.onFlowIdentified(flow, 2, now);
                observer.onFlowEnd(flow, 3, now);
            }
        }
    }

    public void dicom(Conversation flow, DicomFacts facts, Object detector) {
        inventory.onDicom(flow, facts, 7, now);
        baseline.onDicom(flow, facts, 7, now);
        if (detector instanceof DicomObserver observer) {
            observer.onDicom(flow, facts, 7, now);
        }
    }

    public void hl7(Conversation flow, Hl7Facts facts, Object detector) {
        inventory.onHl7(flow, facts, 7, now);
        baseline.onHl7(flow, facts, 7, now);
        if (detector instanceof Hl7Observer observer) {
            observer.onHl7(flow, facts, 7, now);
        }
    }

    public void medical(Conversation flow, MedicalFacts facts, Object detector) {
        inventory.onMedical(flow, facts, 7, now);
        baseline.onMedical(flow, facts, 7, now);
        if (detector instanceof MedicalObserver observer) {
            observer.onMedical(flow, facts, 7, now);
        }
    }

    /// Marks a field, by its name, of one patient.
    public static <T extends MedicalFacts> T withPatient(T facts, String field, long patientHash) {
        mark(facts.phi, facts.phi.catalogue(), field, patientHash);
        return facts;
    }

    public Unanswered unanswered(String source, String destination, int port) {
        return new Unanswered(
                Address.parse(source),
                mac(source),
                Address.parse(destination),
                port,
                6,
                0,
                0,
                now,
                now,
                1,
                1);
    }

    public static DicomFacts association(String calling, String called, DicomFacts.Result result) {
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.ASSOCIATION;
        facts.result = result;
        facts.callingAeTitle = calling;
        facts.calledAeTitle = called;
        return facts;
    }

    public static DicomFacts end(DicomFacts.Result result) {
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.END;
        facts.result = result;
        facts.callingAeTitle = "CT1";
        facts.calledAeTitle = "PACS";
        return facts;
    }

    public static DicomFacts message(int command, String sopClass) {
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.MESSAGE;
        facts.commandField = command;
        facts.affectedSopClassUid = sopClass;
        facts.messageId = 1;
        facts.status = 0;
        facts.callingAeTitle = "CT1";
        facts.calledAeTitle = "PACS";
        return facts;
    }

    /// A stored object with a patient's name in it.
    public static DicomFacts withPatient(long patientHash) {
        DicomFacts facts = message(C_STORE, CT_STORAGE);
        facts.modality = "CT";
        mark(facts.phi, DicomPhi.CATALOGUE, "PatientName", patientHash);
        return facts;
    }

    public static Hl7Facts hl7Message(String type) {
        Hl7Facts facts = new Hl7Facts();
        facts.messageType = type;
        facts.sendingApplication = "ADT1";
        facts.sendingFacility = "NORTH";
        facts.receivingApplication = "ENGINE";
        return facts;
    }

    public static Hl7Facts hl7WithPatient(long patientHash) {
        Hl7Facts facts = hl7Message("ADT^A01");
        facts.phiDirect = true;
        mark(facts.phi, Hl7Phi.CATALOGUE, "PID-5", patientHash);
        return facts;
    }

    public static Hl7Facts acknowledgement(String code) {
        Hl7Facts facts = hl7Message("ACK");
        facts.sendingApplication = "ENGINE";
        facts.acknowledgmentCode = code;
        facts.acknowledgedMessageType = "ADT^A01";
        return facts;
    }

    private static void mark(PhiFacts phi, List<PhiField> catalogue, String field, long patient) {
        for (int i = 0; i < catalogue.size(); i++) {
            if (catalogue.get(i).name().equals(field)) {
                phi.mark(i);
            }
        }
        phi.patient(patient);
    }
}
