package io.wardtap.appliance.acceptance;

import io.wardtap.protocol.testkit.AstmFrames;
import io.wardtap.protocol.testkit.DiscoveryMessages;
import io.wardtap.protocol.testkit.MedibusTelegrams;
import io.wardtap.protocol.testkit.MonitorDatagrams;

import java.io.IOException;
import java.nio.file.Path;

/// Makes the synthetic captures in `captures/lab`, for protocols of which no free program speaks
/// both ends. Patients are made up.
final class LabCaptures {
    private static final String HEADER =
            "H|\\^&|||Northlab^NX-200^4.2.1^NX2-10377|||||LIS||P|LIS2-A2|20260302101500";
    private static final String PATIENT = "P|1||PAT-4711||Muster^Erika||19630214|F";

    private LabCaptures() {}

    /// An analyser sends a result, the laboratory system refuses a frame and asks for it again; it
    /// asks for orders and gets them.
    static Path astm(Path file) throws IOException {
        Conversations all = new Conversations();
        Conversations.Tcp tcp = all.tcp("10.20.7.11", "10.20.7.2", 5040);
        tcp.say(true, AstmFrames.ENQ).say(false, AstmFrames.ACK);
        frame(tcp, AstmFrames.frame(1, HEADER + "\r"), true);
        frame(tcp, AstmFrames.wrongChecksum(2, PATIENT + "\r"), false);
        frame(tcp, AstmFrames.frame(2, PATIENT + "\r"), true);
        frame(tcp, AstmFrames.frame(3, "O|1|SP-90001||^^^GLU|R||20260302100000\r"), true);
        frame(tcp, AstmFrames.intermediate(4, "R|1|^^^GLU|5.1|mmol"), true);
        frame(tcp, AstmFrames.frame(5, "/L|3.9-5.5|N||F||||20260302101459\r"), true);
        frame(tcp, AstmFrames.frame(6, "L|1|N\r"), true);
        tcp.say(true, AstmFrames.EOT);
        tcp.say(true, AstmFrames.ENQ).say(false, AstmFrames.ACK);
        frame(tcp, AstmFrames.frame(1, HEADER + "\r"), true);
        frame(tcp, AstmFrames.frame(2, "Q|1|^SP-90002||ALL\r"), true);
        frame(tcp, AstmFrames.frame(3, "L|1|N\r"), true);
        tcp.say(true, AstmFrames.EOT);
        String orders =
                AstmFrames.transmission(
                        "H|\\^&|||LIS|||||Northlab||P|LIS2-A2|20260302101502",
                        "P|1||PAT-4712||Probe^Peter||19801112|M",
                        "O|1|SP-90002||^^^K\\^^^NA|R||20260302095000||||A",
                        "L|1|F");
        tcp.say(false, orders).say(true, AstmFrames.ACK.repeat(5));
        tcp.end();
        // a small analyser without the low level, with a control run
        Conversations.Tcp bare = all.tcp("10.20.7.12", "10.20.7.2", 5041);
        bare.say(
                true,
                "H|\\^&|||Quickmeter|||||||Q|1|20260302101600\rP|1\r"
                        + "O|1|QC-L1||^^^HB|||||||Q\rR|1|^^^HB|13.9|g/dL\rL|1|N\r");
        bare.end();
        return all.writeTo(file);
    }

    /// A meter says hello, is asked for its observations, sends one with its patient, gets the
    /// ward's patient list and a directive.
    static Path poct1(Path file) throws IOException {
        Conversations all = new Conversations();
        Conversations.Tcp tcp = all.tcp("10.20.8.31", "10.20.8.2", 5050);
        tcp.say(
                true,
                """
                <HEL.R01>
                  <HDR><HDR.message_type V="HEL.R01"/><HDR.control_id V="1"/><HDR.version_id V="POCT1"/></HDR>
                  <DEV>
                    <DEV.device_id V="00-12-34-FF-FE-56-78-9A"/>
                    <DEV.vendor_id V="Wardmeter"/><DEV.model_id V="WM-5"/>
                    <DEV.serial_id V="WM5-20931"/><DEV.sw_version V="3.08"/>
                    <DEV.device_name V="WARD4-METER1"/>
                  </DEV>
                </HEL.R01>
                """);
        acknowledge(tcp, false);
        tcp.say(true, "<DST.R01><DST><DST.new_observations_qty V=\"1\"/></DST></DST.R01>");
        acknowledge(tcp, false);
        tcp.say(false, "<REQ.R01><REQ><REQ.request_cd V=\"ROBS\"/></REQ></REQ.R01>");
        tcp.say(
                true,
                """
                <OBS.R01>
                  <SVC><SVC.role_cd V="OBS"/>
                    <PT><PT.patient_id V="PAT-4711"/>
                      <PT.name><GIV V="Erika"/><FAM V="Muster"/></PT.name>
                      <PT.birth_date V="1963-02-14"/>
                      <OBS><OBS.observation_id V="2340-8"/><OBS.value V="5.4" U="mmol/L"/></OBS>
                    </PT>
                    <OPR><OPR.operator_id V="NURSE7"/></OPR>
                  </SVC>
                </OBS.R01>
                """);
        acknowledge(tcp, false);
        tcp.say(true, "<EOT.R01><EOT><EOT.topic_cd V=\"OBS\"/></EOT></EOT.R01>");
        tcp.say(
                false,
                "<PTL.R01><PT><PT.patient_id V=\"PAT-4711\"/></PT><PT><PT.patient_id"
                        + " V=\"PAT-4712\"/><PT.name V=\"Probe Peter\"/></PT></PTL.R01>");
        acknowledge(tcp, true);
        tcp.say(false, "<DTV.R01><DTV><DTV.command_cd V=\"SET_TIME\"/></DTV></DTV.R01>");
        acknowledge(tcp, true);
        tcp.end();
        return all.writeTo(file);
    }

    private static void acknowledge(Conversations.Tcp tcp, boolean device) {
        tcp.say(device, "<ACK.R01><ACK><ACK.type_cd V=\"AA\"/></ACK></ACK.R01>");
    }

    /// A monitor broadcasts where it is; a collector associates, polls, and gets the patient.
    static Path intellivue(Path file) throws IOException {
        Conversations all = new Conversations();
        String monitor = "10.20.9.41";
        String collector = "10.20.9.2";
        byte[] system = MonitorDatagrams.systemId("00 09 FB 12 34 56");
        byte[] model = MonitorDatagrams.model("Philips", "M8007A");
        byte[] production = MonitorDatagrams.production("DE6129771X", "L.01.23");
        byte[] bed = MonitorDatagrams.text(0x091E, "ICU-7");
        all.datagram(
                monitor,
                24105,
                "10.20.9.255",
                24005,
                MonitorDatagrams.connectIndication(system, model));
        all.datagram(collector, 40105, monitor, 24105, MonitorDatagrams.ASSOCIATE);
        all.datagram(monitor, 24105, collector, 40105, MonitorDatagrams.ACCEPT);
        all.datagram(
                monitor,
                24105,
                collector,
                40105,
                MonitorDatagrams.mdsCreate(system, model, production, bed));
        all.datagram(collector, 40105, monitor, 24105, MonitorDatagrams.CREATE_RESULT);
        for (int i = 0; i < 3; i++) {
            all.datagram(collector, 40105, monitor, 24105, MonitorDatagrams.POLL);
            byte[] number =
                    MonitorDatagrams.attribute(
                            0x0950, new byte[] {0x41, (byte) 0x82, 0, 0, 0, 0, 0, 72});
            all.datagram(monitor, 24105, collector, 40105, MonitorDatagrams.result(number));
        }
        all.datagram(
                monitor,
                24105,
                collector,
                40105,
                MonitorDatagrams.linkedResult(
                        MonitorDatagrams.text(0x095A, "PAT-4711"),
                        MonitorDatagrams.text(0x095C, "Muster"),
                        MonitorDatagrams.text(0x095D, "Erika"),
                        MonitorDatagrams.birthDate("19630214")));
        return all.writeTo(file);
    }

    /// A console looks for SDC devices and finds one; another says hello and must not say whom it
    /// is attached to. A printer answers, too.
    static Path sdc(Path file) throws IOException {
        Conversations all = new Conversations();
        String group = "239.255.255.250";
        String types = "dpws:Device mdpws:MedicalDevice";
        String scopes =
                "sdc.mds.pkp:1.2.840.10004.20701.1.1 sdc.ctxt.loc:/sdc.ctxt.loc.detail/x?fac=North"
                        + "&amp;poc=ICU&amp;rm=12&amp;bed=";
        all.datagram("10.20.10.2", 50100, group, 3702, DiscoveryMessages.probe(types));
        all.datagram(
                "10.20.10.51",
                3702,
                "10.20.10.2",
                50100,
                DiscoveryMessages.probeMatches(types, scopes + "B7", "https://10.20.10.51:6464/d"));
        all.datagram(
                "10.20.10.52",
                50101,
                group,
                3702,
                DiscoveryMessages.hello(
                        scopes + "B8 sdc.ctxt.pat:/MRN/PAT-4711", "http://10.20.10.52:6464/d"));
        all.datagram(
                "10.20.10.90",
                3702,
                "10.20.10.3",
                50102,
                DiscoveryMessages.probeMatches("wsdp:Device wprt:PrintDeviceType", "", "http://x"));
        return all.writeTo(file);
    }

    /// A collector starts to speak with a ventilator behind a serial device server.
    static Path medibus(Path file) throws IOException {
        Conversations all = new Conversations();
        Conversations.Tcp tcp = all.tcp("10.20.11.2", "10.20.11.61", 5060);
        tcp.say(true, MedibusTelegrams.command(0x51, ""));
        tcp.say(false, MedibusTelegrams.response(0x51, ""));
        tcp.say(true, MedibusTelegrams.command(0x52, ""));
        tcp.say(false, MedibusTelegrams.response(0x52, "8200'Breather 4'04.20:04.20"));
        for (int i = 0; i < 3; i++) {
            tcp.say(true, MedibusTelegrams.command(0x24, ""));
            tcp.say(false, MedibusTelegrams.response(0x24, "06 123 07  45"));
        }
        tcp.say(true, MedibusTelegrams.command(0x55, ""));
        tcp.end();
        return all.writeTo(file);
    }

    private static void frame(Conversations.Tcp tcp, String frame, boolean taken) {
        tcp.say(true, frame).say(false, taken ? AstmFrames.ACK : AstmFrames.NAK);
    }
}
