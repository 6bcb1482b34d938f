/// HL7 clinical documents (CDA Release 2) and the IHE transactions that carry and look for them
/// over SOAP: XDS.b, and PIX and PDQ in HL7 version 3. Carried by HTTP, whose parser hands bodies
/// in. Start with [io.wardtap.protocol.cda.CdaXml].
package io.wardtap.protocol.cda;
