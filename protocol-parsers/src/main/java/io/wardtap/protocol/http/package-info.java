/// HTTP/1.0 and HTTP/1.1 (RFC 9110, RFC 9112), and what medical programs carry in it: FHIR,
/// DICOMweb, clinical documents. Start with [io.wardtap.protocol.http.Http], the framer in
/// [io.wardtap.protocol.http.HttpFramer] and [io.wardtap.protocol.http.HttpParser].
package io.wardtap.protocol.http;
