/// Packet decoding, flows, reassembly, framers and parsers of Wardtap. Depends on java.base alone;
/// opens no file or socket.
module io.wardtap.protocol {
    exports io.wardtap.protocol;
    exports io.wardtap.protocol.astm;
    exports io.wardtap.protocol.bytes;
    exports io.wardtap.protocol.cda;
    exports io.wardtap.protocol.cleartext;
    exports io.wardtap.protocol.dicom;
    exports io.wardtap.protocol.fhir;
    exports io.wardtap.protocol.flow;
    exports io.wardtap.protocol.hl7;
    exports io.wardtap.protocol.http;
    exports io.wardtap.protocol.identify;
    exports io.wardtap.protocol.json;
    exports io.wardtap.protocol.intellivue;
    exports io.wardtap.protocol.link;
    exports io.wardtap.protocol.medibus;
    exports io.wardtap.protocol.medical;
    exports io.wardtap.protocol.net;
    exports io.wardtap.protocol.pcap;
    exports io.wardtap.protocol.phi;
    exports io.wardtap.protocol.poct1;
    exports io.wardtap.protocol.sdc;
    exports io.wardtap.protocol.status;
    exports io.wardtap.protocol.stream;
    exports io.wardtap.protocol.tls;
    exports io.wardtap.protocol.transport;
    exports io.wardtap.protocol.tunnel;
    exports io.wardtap.protocol.unit;
    exports io.wardtap.protocol.xml;
}
