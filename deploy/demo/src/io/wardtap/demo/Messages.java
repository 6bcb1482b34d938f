package io.wardtap.demo;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.AbstractMessage;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.v25.message.ADT_A01;
import ca.uhn.hl7v2.model.v25.message.ADT_A02;
import ca.uhn.hl7v2.model.v25.message.ADT_A03;
import ca.uhn.hl7v2.model.v25.message.ORM_O01;
import ca.uhn.hl7v2.model.v25.message.SIU_S12;
import ca.uhn.hl7v2.parser.Parser;
import ca.uhn.hl7v2.util.Terser;

import java.io.IOException;

/// Builds the HL7 v2.5 messages of the story with HAPI's message classes: those of patients and
/// orders here, results in [Observations]. One instance a station; the control id counts up.
final class Messages {
    /// Sending application and facility of a station, receiving ones of its peer.
    record Route(
            String fromApplication, String fromFacility, String toApplication, String toFacility) {}

    private static final String DOCTOR = "D0417^Vellacourt^Ines^^^Dr.";
    private final Parser parser;
    private final String prefix;
    private int count;

    Messages(Parser parser, String prefix) {
        this.parser = parser;
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    String nextControlId() {
        return "%s%06d".formatted(prefix, ++count);
    }

    Message adt(Route route, String time, Patient patient, String trigger, int n)
            throws HL7Exception, IOException {
        AbstractMessage message =
                switch (trigger) {
                    case "A03" -> new ADT_A03();
                    case "A02" -> new ADT_A02();
                    default -> new ADT_A01();
                };
        begin(message, "ADT", trigger, route, time);
        fill(segment(message, "EVN"), "1=" + trigger, "2=" + time);
        pid(segment(message, "PID"), patient);
        pv1(segment(message, "PV1"), ward(n), patient);
        if (message instanceof ADT_A01 admission) {
            String kin = patient.family() + "^Kim";
            fill(admission.getNK1(), "1=1", "2=" + kin, "3=SPO^Spouse", "5=" + patient.phone());
            fill(
                    admission.getINSURANCE().getIN1(),
                    "1=1",
                    "2=BASIC",
                    "3=KK104",
                    "16=" + patient.personName(),
                    "18=" + patient.born(),
                    "36=POL" + patient.id().substring(3));
        }
        return message;
    }

    Message order(Route route, String time, Patient patient, String department, int n)
            throws HL7Exception, IOException {
        ORM_O01 message = new ORM_O01();
        begin(message, "ORM", "O01", route, time);
        pid(message.getPATIENT().getPID(), patient);
        pv1(message.getPATIENT().getPATIENT_VISIT().getPV1(), ward(n), patient);
        String number = "2=ORD%05d".formatted(20_000 + n);
        String service =
                department.equals("LAB")
                        ? "4=24323-8^Comprehensive metabolic panel^LN"
                        : "4=CTCHEST^CT chest plain^RAD";
        fill(message.getORDER().getORC(), "1=NW", number, "5=SC", "9=" + time, "12=" + DOCTOR);
        fill(
                message.getORDER().getORDER_DETAIL().getOBR(),
                "1=1",
                number,
                service,
                "7=" + time,
                "16=" + DOCTOR,
                "24=" + department);
        return message;
    }

    Message appointment(Route route, String time, Patient patient, int n)
            throws HL7Exception, IOException {
        SIU_S12 message = new SIU_S12();
        begin(message, "SIU", "S12", route, time);
        fill(
                message.getSCH(),
                "1=AP%05d".formatted(7_000 + n),
                "6=ROUTINE",
                "7=CHECKUP^Follow-up",
                "9=30",
                "10=min",
                "16=" + DOCTOR,
                "25=Booked");
        pid(message.getPATIENT().getPID(), patient);
        fill(message.getRESOURCES().getRGS(), "1=1", "2=A");
        fill(
                message.getRESOURCES().getSERVICE().getAIS(),
                "1=1",
                "3=CTCHEST^CT chest plain^RAD",
                "4=" + time);
        return message;
    }

    /// Gives a message that goes on to another system its new route and control id.
    void readdress(Message message, Route route) throws HL7Exception {
        fill(
                segment(message, "MSH"),
                "3=" + route.fromApplication(),
                "4=" + route.fromFacility(),
                "5=" + route.toApplication(),
                "6=" + route.toFacility(),
                "10=" + nextControlId());
    }

    void begin(AbstractMessage message, String type, String trigger, Route route, String time)
            throws HL7Exception, IOException {
        message.setParser(parser);
        message.initQuickstart(type, trigger, "P");
        fill(segment(message, "MSH"), "7=" + time, "18=UNICODE UTF-8");
        readdress(message, route);
    }

    static String type(Message message) throws HL7Exception {
        Segment msh = segment(message, "MSH");
        String trigger = Terser.get(msh, 9, 0, 2, 1);
        return Terser.get(msh, 9, 0, 1, 1) + (trigger == null ? "" : "^" + trigger);
    }

    static void pid(Segment pid, Patient patient) throws HL7Exception {
        fill(
                pid,
                "1=1",
                "3=" + patient.id() + "^^^GENERAL^MR",
                "5=" + patient.personName() + "^^^^^L",
                "7=" + patient.born(),
                "8=" + patient.sex(),
                "11=" + patient.street() + "^^" + patient.city(),
                "13=" + patient.phone(),
                "18=" + patient.account());
    }

    static void pv1(Segment pv1, String location, Patient patient) throws HL7Exception {
        String visit = "V" + patient.account().substring(2);
        fill(pv1, "1=1", "2=I", "3=" + location, "7=" + DOCTOR, "19=" + visit);
    }

    /// Ward, room and bed of a patient's n-th message.
    static String ward(int n) {
        return "WARD%d^1^%d^GENERAL".formatted(n % 4, 1 + n % 12);
    }

    /// Fields as number=value; the value's components are parted by ^.
    static void fill(Segment segment, String... fields) throws HL7Exception {
        for (String field : fields) {
            int equals = field.indexOf('=');
            int number = Integer.parseInt(field.substring(0, equals));
            int component = 1;
            for (String value : field.substring(equals + 1).split("\\^", -1)) {
                if (!value.isEmpty()) {
                    Terser.set(segment, number, 0, component, 1, value);
                }
                component++;
            }
        }
    }

    private static Segment segment(Message message, String name) throws HL7Exception {
        return (Segment) message.get(name);
    }
}
