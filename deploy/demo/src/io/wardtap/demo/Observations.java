package io.wardtap.demo;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.datatype.NM;
import ca.uhn.hl7v2.model.v25.datatype.ST;
import ca.uhn.hl7v2.model.v25.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.model.v25.segment.OBX;

import java.io.IOException;

/// Builds results (ORU^R01): values of bedside monitors and pumps as their gateways send them, and
/// laboratory results. The device that measured names itself in OBX-18; where it has an EUI-64, it
/// is made of a MAC address of the range for documentation.
final class Observations {
    private static final String MONITORING = "182777000^monitoring of patient^SCT";
    private static final String PANEL = "24323-8^Comprehensive metabolic panel^LN";
    private static final String BEATS = "264864^MDC_DIM_BEAT_PER_MIN^MDC";
    private static final String PRESSURE = "266016^MDC_DIM_MMHG^MDC";
    private static final String PERCENT = "262688^MDC_DIM_PERCENT^MDC";
    private static final String FLOW = "265266^MDC_DIM_MILLI_L_PER_HR^MDC";

    private final ORU_R01 message = new ORU_R01();
    private final ORU_R01_ORDER_OBSERVATION order =
            message.getPATIENT_RESULT().getORDER_OBSERVATION();
    private final String device;

    private Observations(
            Messages messages,
            Messages.Route route,
            String time,
            Patient patient,
            String location,
            String service,
            String device,
            int n)
            throws HL7Exception, IOException {
        this.device = device;
        messages.begin(message, "ORU", "R01", route, time);
        var person = message.getPATIENT_RESULT().getPATIENT();
        Messages.pid(person.getPID(), patient);
        Messages.pv1(person.getVISIT().getPV1(), location, patient);
        String number = "3=%s%05d".formatted(messages.prefix(), n);
        Messages.fill(order.getOBR(), "1=1", number, "4=" + service, "7=" + time, "25=F");
    }

    /// A bedside monitor's values (IHE PCD-01).
    static Message vitals(
            Messages messages, Messages.Route route, String time, Patient patient, int bed, int n)
            throws HL7Exception, IOException {
        String device = "MON-BED%d^^00005EFFFE0053A%d^EUI-64".formatted(bed, bed);
        String location = "ICU^1^" + bed + "^GENERAL";
        var made =
                new Observations(messages, route, time, patient, location, MONITORING, device, n);
        int drift = Math.floorMod(n * 7 + bed * 3, 11);
        made.device("69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC");
        made.text("531970^MDC_ID_MODEL_MANUFACTURER^MDC", "1.0.0.1", "Halcyon Monitoring");
        made.text("531969^MDC_ID_MODEL_NUMBER^MDC", "1.0.0.2", "Vitascope 7");
        made.number("147842^MDC_ECG_HEART_RATE^MDC", "1.6.1.1", 62 + drift, BEATS);
        made.number("150033^MDC_PRESS_BLD_ART_SYS^MDC", "1.2.1.1", 112 + drift, PRESSURE);
        made.number("150034^MDC_PRESS_BLD_ART_DIA^MDC", "1.2.1.2", 64 + drift, PRESSURE);
        made.number("150456^MDC_PULS_OXIM_SAT_O2^MDC", "1.3.1.1", 95 + drift % 4, PERCENT);
        return made.message;
    }

    /// An infusion pump's rate.
    static Message infusion(
            Messages messages, Messages.Route route, String time, Patient patient, int bed, int n)
            throws HL7Exception, IOException {
        String device = "PUMP-%d^^00005EFFFE0053B%d^EUI-64".formatted(bed, bed);
        String location = "ICU^1^" + bed + "^GENERAL";
        var made =
                new Observations(messages, route, time, patient, location, MONITORING, device, n);
        made.device("69985^MDC_DEV_PUMP_INFUS_MDS^MDC");
        made.text("531969^MDC_ID_MODEL_NUMBER^MDC", "1.0.0.2", "Steadyflow 3");
        made.number("157784^MDC_FLOW_FLUID_PUMP^MDC", "1.1.1.1", 20 + n % 9, FLOW);
        return made.message;
    }

    /// An analyser's results, or the verified report that the laboratory system makes of them.
    static Message laboratory(
            Messages messages, Messages.Route route, String time, Patient patient, int n)
            throws HL7Exception, IOException {
        String device = "CHEMA-4711^Assayworks";
        var made =
                new Observations(
                        messages, route, time, patient, Messages.ward(n), PANEL, device, n);
        made.number("2345-7^Glucose^LN", "", 82 + n % 30, "mg/dL");
        made.number("2823-3^Potassium^LN", "", 4 + n % 2, "mmol/L");
        made.number("2951-2^Sodium^LN", "", 136 + n % 8, "mmol/L");
        made.number("718-7^Hemoglobin^LN", "", 12 + n % 4, "g/dL");
        return made.message;
    }

    /// The row that says which kind of device follows; it has no value.
    private void device(String code) throws HL7Exception {
        row(code, "1.0.0.0", "11=X");
    }

    private void text(String code, String path, String value) throws HL7Exception {
        OBX obx = row(code, path, "11=F", "2=ST");
        ST text = new ST(message);
        text.setValue(value);
        obx.getObx5_ObservationValue(0).setData(text);
    }

    private void number(String code, String path, int value, String unit) throws HL7Exception {
        OBX obx = row(code, path, "11=F", "2=NM", "6=" + unit);
        NM number = new NM(message);
        number.setValue(Integer.toString(value));
        obx.getObx5_ObservationValue(0).setData(number);
    }

    private OBX row(String code, String path, String... more) throws HL7Exception {
        int index = order.getOBSERVATIONReps();
        OBX obx = order.getOBSERVATION(index).getOBX();
        Messages.fill(obx, "1=" + (index + 1), "3=" + code, "4=" + path, "18=" + device);
        Messages.fill(obx, more);
        return obx;
    }
}
