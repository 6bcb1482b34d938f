package io.wardtap.appliance.acceptance;

import io.wardtap.protocol.testkit.AstmFrames;
import io.wardtap.protocol.testkit.DiscoveryMessages;
import io.wardtap.protocol.testkit.MonitorDatagrams;

import java.util.ArrayList;
import java.util.List;

/// Messages of laboratory, point of care and bedside devices with a patient in every field.
final class SeededMedical {
    private static final String ASTM_HEADER = "H|\\^&|||Acme^A1^2.1^SN77|||||LIS||P|LIS2-A2|2026";

    private final Tokens tokens;

    SeededMedical(Tokens tokens) {
        this.tokens = tokens;
    }

    /// Framed and not, every field of every record, and beside them.
    List<String> astm() {
        List<String> wire = new ArrayList<>();
        for (String type : List.of("P", "O", "R", "C", "Q", "M", "S", "L", "X")) {
            String[] records = {ASTM_HEADER, "P|1||" + tokens.number("P-4"), record(type), "L|1|N"};
            wire.add(AstmFrames.transmission(records));
            wire.add(String.join("\r", records) + "\r");
        }
        StringBuilder header = new StringBuilder("H|\\^&");
        for (int i = 3; i <= 14; i++) {
            String where = "H-" + i;
            String value = i % 2 == 0 ? tokens.number(where) : tokens.phone(where);
            header.append('|').append(i == 5 ? tokens.ssn(where) : value);
        }
        wire.add(AstmFrames.transmission(header.toString(), record("P"), "L|1|N"));
        String patient = tokens.word("P-6 and H-5");
        wire.add(
                AstmFrames.transmission(
                        "H|\\^&|||" + patient + "^" + patient + "^1^" + patient + "7",
                        "P|1||||" + patient + "^" + patient,
                        "L|1|N"));
        wire.add(
                AstmFrames.ENQ + AstmFrames.wrongChecksum(1, record("P")) + tokens.mixture("junk"));
        return wire;
    }

    /// Every kind of message with a patient in every element, known and unknown, in attributes and
    /// as text.
    List<String> poct1() {
        List<String> wire = new ArrayList<>();
        for (String root : List.of("HEL", "DST", "OBS", "PTL", "OPL", "EVS", "DTV", "ACK", "XYZ")) {
            String name = root + ".R01";
            StringBuilder all = new StringBuilder("<" + name + "><HDR>");
            element(all, "HDR.control_id", tokens.number(name));
            all.append("</HDR><DEV>");
            for (String field : List.of("device_id", "device_name", "vendor_id", "model_id")) {
                element(all, "DEV." + field, tokens.phone("DEV." + field));
            }
            element(all, "DEV.serial_id", tokens.ssn("DEV.serial_id"));
            element(all, "DEV.sw_version", tokens.phone("DEV.sw_version"));
            element(all, "DTV.command_cd", tokens.word("DTV.command_cd"));
            element(all, "ACK.type_cd", tokens.word("ACK.type_cd"));
            all.append("</DEV><PT>");
            for (String field :
                    List.of("patient_id", "birth_date", "gender_cd", "location", "weight")) {
                element(all, "PT." + field, tokens.number("PT." + field));
            }
            all.append("<PT.name><GIV V=\"").append(tokens.word("GIV")).append("\"/>");
            all.append("<FAM V='").append(tokens.word("FAM")).append("'/></PT.name></PT><OPR>");
            element(all, "OPR.operator_id", tokens.number("OPR.operator_id"));
            element(all, "OPR.name", tokens.word("OPR.name"));
            all.append("</OPR>");
            element(all, "ORD.order_id", tokens.number("ORD.order_id"));
            element(all, "NTE.text", tokens.mixture("NTE.text"));
            element(all, "QQQ.unknown", tokens.word("QQQ.unknown"));
            all.append(tokens.word("text")).append("</").append(name).append('>');
            wire.add(all.toString());
        }
        String patient = tokens.word("PT.name and DEV");
        wire.add(
                "<HEL.R01><DEV><DEV.vendor_id V=\"%s\"/><DEV.serial_id V=\"%s9\"/></DEV><PT>"
                                .formatted(patient, patient)
                        + "<PT.name V=\"%s\"/></PT></HEL.R01>".formatted(patient));
        return wire;
    }

    private static void element(StringBuilder to, String name, String value) {
        to.append('<').append(name).append(" V=\"").append(value).append("\"/>");
    }

    /// Every attribute with a patient in it, wanted ones and others, in every kind of datagram.
    List<byte[]> intellivue() {
        List<byte[]> all = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            byte[][] attributes = {
                MonitorDatagrams.model(tokens.ssn("maker"), tokens.phone("model")),
                MonitorDatagrams.production(tokens.ssn("serial"), tokens.phone("software")),
                MonitorDatagrams.text(0x091E, tokens.number("bed label")),
                MonitorDatagrams.text(0x095A, tokens.number("095A")),
                MonitorDatagrams.text(0x095C, tokens.word("095C")),
                MonitorDatagrams.text(0x095D, tokens.word("095D")),
                MonitorDatagrams.birthDate(tokens.date("0958")),
                MonitorDatagrams.attribute(0x0961, new byte[] {0, 1}),
                MonitorDatagrams.text(0xF129, tokens.mixture("F129")),
                MonitorDatagrams.text(0xF12A, tokens.mixture("F12A")),
                MonitorDatagrams.text(0x0999, tokens.word("unknown attribute"))
            };
            all.add(
                    switch (round) {
                        case 0 -> MonitorDatagrams.mdsCreate(attributes);
                        case 1 -> MonitorDatagrams.connectIndication(attributes);
                        default -> MonitorDatagrams.result(attributes);
                    });
        }
        String patient = tokens.word("095C and model");
        all.add(
                MonitorDatagrams.result(
                        MonitorDatagrams.model(patient, "X" + patient),
                        MonitorDatagrams.text(0x095C, patient)));
        return all;
    }

    /// Scopes with a patient in every part of them, and a patient's context.
    List<byte[]> discovery() {
        StringBuilder location = new StringBuilder("sdc.ctxt.loc:/x?fac=");
        location.append(tokens.number("fac")).append("&amp;bldng=").append(tokens.phone("bldng"));
        location.append("&amp;poc=").append(tokens.ssn("poc"));
        location.append("&amp;flr=").append(tokens.date("flr"));
        location.append("&amp;rm=").append(tokens.number("rm"));
        location.append("&amp;bed=").append(tokens.number("bed"));
        String patient = tokens.word("sdc.ctxt.pat and bed");
        return List.of(
                DiscoveryMessages.hello(
                        location + " sdc.ctxt.pat:/" + tokens.number("sdc.ctxt.pat"),
                        "https://" + tokens.word("XAddrs") + "/"),
                DiscoveryMessages.hello(
                        "sdc.ctxt.pat:" + patient + " sdc.ctxt.loc:/x?bed=" + patient, ""));
    }

    private String record(String type) {
        StringBuilder record = new StringBuilder(type + "|1");
        for (int i = 3; i <= 40; i++) {
            String where = type + "-" + i;
            String value = i % 2 == 0 ? tokens.number(where) : tokens.word(where);
            record.append('|').append(value).append('^').append(tokens.word(where));
        }
        return record.toString();
    }
}
