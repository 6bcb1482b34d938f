#!/usr/bin/env python3
"""A stand-in for a FHIR R4 server, for recordings: Python's own HTTP server gives fixed answers about patients who do not exist.
Usage: fhir_stand_in.py PORT"""
import gzip
import http.server
import json
import sys

PATIENT = {
    "resourceType": "Patient", "id": "p1",
    "identifier": [{"system": "urn:oid:1.2.3", "value": "WT-0006-1"}],
    "name": [{"family": "Specimen", "given": ["Sample"]}],
    "telecom": [{"system": "phone", "value": "555-0100"}],
    "gender": "other", "birthDate": "1961-02-03",
    "address": [{"line": ["1 Nowhere Lane"], "city": "Noplace"}],
}
OBSERVATION = {
    "resourceType": "Observation", "id": "o1", "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
    "subject": {"reference": "Patient/p1", "display": "Sample Specimen"},
    "effectiveDateTime": "2026-01-05T08:00:00Z", "valueQuantity": {"value": 61, "unit": "/min"},
}
XML = (
    '<?xml version="1.0" encoding="UTF-8"?><Patient xmlns="http://hl7.org/fhir"><id value="p1"/><identifier><value value="WT-0006-1"/>'
    '</identifier><name><family value="Specimen"/></name><birthDate value="1961-02-03"/></Patient>'
)


def bundle(*resources):
    return {"resourceType": "Bundle", "type": "searchset", "total": len(resources), "entry": [{"resource": r} for r in resources]}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "FhirStandIn/1.0"

    def answer(self, status, kind, body, chunked=False, **headers):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if not chunked:
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            return
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(data), 100):
            piece = data[at:at + 100]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/fhir/metadata":
            self.answer(200, "application/fhir+json", {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"})
        elif path == "/fhir/Patient/p1":
            if "xml" in self.headers.get("Accept", ""):
                self.answer(200, "application/fhir+xml; charset=UTF-8", XML)
            else:
                self.answer(200, "application/fhir+json; fhirVersion=4.0", PATIENT, chunked=True)
        elif path == "/fhir/Observation":
            self.answer(200, "application/fhir+json", bundle(OBSERVATION))
        elif path == "/fhir/Patient/$export":
            self.answer(202, "application/fhir+json", "", Content_Location="/fhir/$export-poll-status?_jobId=1")
        elif path == "/bulk/Patient.ndjson":
            lines = [json.dumps(dict(PATIENT, id=f"p{i}")) for i in range(1, 6)]
            self.answer(200, "application/fhir+ndjson", "\n".join(lines) + "\n")
        else:
            self.answer(404, "application/fhir+json", {"resourceType": "OperationOutcome"})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path == "/fhir/Patient/_search":
            self.answer(200, "application/fhir+json", bundle(PATIENT))
        elif self.path == "/fhir/Patient":
            self.answer(201, "application/fhir+json", PATIENT)
        else:
            self.answer(200, "application/json", {"access_token": "not-a-real-token", "token_type": "Bearer", "expires_in": 60})

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
