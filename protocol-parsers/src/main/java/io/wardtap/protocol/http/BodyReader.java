package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.cda.CdaContent;
import io.wardtap.protocol.cda.CdaXml;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.DicomJson;
import io.wardtap.protocol.dicom.Part10Facts;
import io.wardtap.protocol.dicom.Part10Reader;
import io.wardtap.protocol.fhir.FhirContent;
import io.wardtap.protocol.fhir.FhirJson;
import io.wardtap.protocol.fhir.FhirXml;
import io.wardtap.protocol.http.HttpFacts.Service;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.UnitAssembler;

/// Reads one body, or one part of one, piece by piece, by the reader of its form; made with all of
/// them, pooled. What was found goes into the exchange. Confined to one parser thread.
final class BodyReader {
    private enum Form {
        NONE,
        FHIR_JSON,
        FHIR_XML,
        CDA,
        DICOM_JSON,
        DICOM,
        FIELDS
    }

    /// A quarter of what one message can tell of: a piece has room for twice as many.
    private static final int CROWD = HttpFacts.MAX_PATIENTS / 4;

    private final FhirContent fhir = new FhirContent();
    private final FhirJson fhirJson;
    private final FhirXml fhirXml;
    private final CdaContent document = new CdaContent();
    private final CdaXml cda;
    private final DicomJson dicomJson;
    private final Part10Reader file;
    private final Part10Facts files;
    private final QueryReader query;
    private InflatedBody inflated; // made for the first compressed body
    private Form form = Form.NONE;
    private boolean compressed;
    private boolean undecided;
    private BodyForm declared = BodyForm.NONE;
    private Exchange exchange;
    private boolean fromClient;

    BodyReader(
            KeyedHash patientHash, UnitAssembler assembler, Part10Facts files, QueryReader query) {
        fhirJson = new FhirJson(fhir, patientHash);
        fhirXml = new FhirXml(fhir, patientHash);
        cda = new CdaXml(document, patientHash);
        dicomJson = new DicomJson(patientHash);
        file = new Part10Reader(assembler);
        this.files = files;
        this.query = query;
    }

    /// Begins a body or a part.
    void begin(Exchange of, boolean isRequest, BodyForm declaredForm, boolean isCompressed) {
        exchange = of;
        fromClient = isRequest;
        declared = declaredForm;
        compressed = isCompressed;
        undecided = true;
        form = Form.NONE;
        fhir.clear();
        document.clear();
        if (compressed) {
            if (inflated == null) {
                inflated = new InflatedBody();
            }
            inflated.begin();
        }
    }

    void onPiece(byte[] bytes, int start, int length) {
        if (!compressed) {
            read(bytes, start, length);
            return;
        }
        inflated.input(bytes, start, length);
        for (int n = inflated.next(); n > 0; n = inflated.next()) {
            read(inflated.chunk(), 0, n);
        }
    }

    private void read(byte[] bytes, int start, int length) {
        if (undecided) {
            undecided = false;
            choose(bytes, start, start + length);
        }
        switch (form) {
            case FHIR_JSON -> fhirJson.onBytes(bytes, start, length);
            case FHIR_XML -> fhirXml.onBytes(bytes, start, length);
            case CDA -> cda.onBytes(bytes, start, length);
            case DICOM_JSON -> dicomJson.onBytes(bytes, start, length);
            case DICOM -> file.onBytes(bytes, start, length);
            case FIELDS -> fields(bytes, start, length);
            case NONE -> {
                // nothing here is read
            }
        }
    }

    /// Of JSON and XML the first bytes tell which.
    private void choose(byte[] bytes, int start, int end) {
        form =
                switch (declared) {
                    case FHIR_JSON -> Form.FHIR_JSON;
                    case FHIR_XML -> Form.FHIR_XML;
                    case DICOM_JSON -> Form.DICOM_JSON;
                    case DICOM -> Form.DICOM;
                    case FIELDS -> Form.FIELDS;
                    case JSON -> {
                        int to = Math.min(end, start + BodyCutter.LOOKED_AT_BYTES);
                        boolean dicom =
                                Bytes.indexOf(bytes, start, to, "\"vr\"") >= 0
                                        || Bytes.indexOf(bytes, start, to, "\"PatientID\"") >= 0;
                        dicom &= Bytes.indexOf(bytes, start, to, "\"resourceType\"") < 0;
                        yield dicom ? Form.DICOM_JSON : Form.FHIR_JSON;
                    }
                    case XML -> {
                        int to = Math.min(end, start + BodyCutter.LOOKED_AT_BYTES);
                        boolean fhir = Bytes.indexOf(bytes, start, to, "//hl7.org/fhir") >= 0;
                        yield fhir ? Form.FHIR_XML : Form.CDA;
                    }
                    case NONE, UNKNOWN, MULTIPART -> Form.NONE;
                };
        switch (form) {
            case FHIR_JSON -> fhirJson.begin();
            case FHIR_XML -> fhirXml.begin();
            case CDA -> cda.begin();
            case DICOM_JSON -> dicomJson.begin();
            case DICOM -> file.begin();
            case FIELDS, NONE -> {
                // nothing to begin
            }
        }
    }

    /// A form, or a search that was posted (FHIR R4 section 3.1.1.3): it is one piece.
    private void fields(byte[] bytes, int start, int length) {
        boolean isSearch = exchange.fhirHint || exchange.interaction.equals("search");
        query.read(bytes, start, length, isSearch, exchange.type, false, exchange.phi);
        if (query.hasSecret()) {
            exchange.credentials |= Credentials.FORM;
        }
        exchange.parameters[0] |= query.known(0);
        exchange.parameters[1] |= query.known(1);
    }

    /// Whether so many patients have been found that those of further pieces may find no room: time
    /// to [#tell].
    boolean isCrowded() {
        return switch (form) {
            case FHIR_JSON, FHIR_XML -> fhir.phi.patients() >= CROWD;
            case DICOM_JSON -> dicomJson.phi.patients() >= CROWD;
            case CDA, DICOM, FIELDS, NONE -> false;
        };
    }

    /// Moves what was found about patients so far into `phi`.
    void tell(PhiFacts phi) {
        switch (form) {
            case FHIR_JSON, FHIR_XML -> {
                phi.add(fhir.phi, HttpPhi.FHIR);
                fhir.phi.clear();
            }
            case DICOM_JSON -> {
                phi.add(dicomJson.phi, HttpPhi.DICOM);
                dicomJson.phi.clear();
            }
            case CDA -> {
                phi.add(document.phi, HttpPhi.CDA);
                document.phi.clear();
            }
            case DICOM, FIELDS, NONE -> {
                // told at the end
            }
        }
    }

    /// The body or part is over: the exchange has what was found, `phi` what it says of patients.
    ///
    /// @param whole it was seen to its end
    /// @return whether there is something to tell of it by itself
    boolean end(PhiFacts phi, boolean whole) {
        Form ended = form;
        boolean counts = false;
        switch (ended) {
            case FHIR_JSON -> {
                fhirJson.end();
                exchange.add(fhir, fromClient);
            }
            case FHIR_XML -> {
                fhirXml.end();
                exchange.add(fhir, fromClient);
            }
            case CDA -> exchange.add(document);
            case DICOM_JSON -> {
                dicomJson.end();
                // what answers a STOW tells of objects that were counted
                exchange.instances +=
                        exchange.interaction.equals("stow-rs") ? 0 : dicomJson.dataSets();
                if (exchange.service == Service.NONE && dicomJson.phi.any()) {
                    exchange.service = dicomJson.isByKeyword() ? Service.FILE : Service.DICOMWEB;
                }
            }
            case DICOM -> counts = file(phi, whole);
            case FIELDS, NONE -> {
                // nothing more to read
            }
        }
        tell(phi);
        form = Form.NONE;
        exchange = null;
        return counts || phi.any();
    }

    /// What was read is not wanted any more.
    void abandon() {
        file.release();
        form = Form.NONE;
        exchange = null;
    }

    private boolean file(PhiFacts phi, boolean whole) {
        boolean dicom = file.isDicom();
        if (dicom) {
            files.read(file, whole);
            DicomFacts facts = files.facts;
            exchange.add(facts, files.preamble);
            phi.add(facts.phi, HttpPhi.DICOM);
        }
        file.release();
        return dicom;
    }
}
