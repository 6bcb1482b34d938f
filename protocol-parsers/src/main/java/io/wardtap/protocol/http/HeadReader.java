package io.wardtap.protocol.http;

import io.wardtap.protocol.http.HttpFacts.Service;
import io.wardtap.protocol.unit.ParserContext;

/// Reads heads into exchanges: who asks whom for what, by which programs, with what credentials.
/// Names are shown after a check, paths as templates, secrets never. Confined to one parser thread.
final class HeadReader {
    private final StartLine line = new StartLine();
    private final HeaderLines fields = new HeaderLines();
    private final SystemText text;
    private final Target target;
    private final CredentialReader credentials;
    private final QueryReader query;

    HeadReader(ParserContext context, QueryReader query) {
        text = new SystemText(context.names());
        target = new Target(context.names());
        credentials = new CredentialReader(context.correlationHash());
        this.query = query;
    }

    void request(byte[] bytes, int start, int length, Exchange exchange) {
        fields.wrap(bytes, start, length);
        if (!line.wrap(bytes, start, fields.firstLineEnd(start))) {
            return;
        }
        exchange.methodNumber = line.method();
        exchange.method = Methods.name(line.method());
        exchange.minorVersion = line.minorVersion();
        while (fields.next()) {
            requestField(bytes, exchange);
        }
        boolean authority = line.method() == Methods.CONNECT;
        target.read(bytes, line.targetStart(), line.targetLength(), authority);
        if (target.hostLength() > 0 && exchange.host.isEmpty()) {
            exchange.host = text.host(bytes, target.hostStart(), target.hostLength());
        }
        exchange.path = target.path();
        meaning(bytes, exchange);
    }

    private void requestField(byte[] bytes, Exchange exchange) {
        int start = fields.valueStart();
        int length = fields.valueLength();
        switch (fields.name()) {
            case HOST -> exchange.host = text.host(bytes, start, length);
            case USER_AGENT -> exchange.userAgent = text.products(bytes, start, length);
            case CONTENT_TYPE -> exchange.requestType = type(bytes, exchange);
            case ACCEPT -> hints(exchange);
            case AUTHORIZATION -> secret(bytes, exchange, 0);
            case PROXY_AUTHORIZATION -> secret(bytes, exchange, Credentials.PROXY);
            default -> {
                // says nothing that is told
            }
        }
    }

    private void secret(byte[] bytes, Exchange exchange, int besides) {
        int found = credentials.read(bytes, fields.valueStart(), fields.valueLength());
        exchange.authorized |= besides == 0;
        if (found != 0) {
            exchange.credentials |= found | besides;
            if (credentials.userHash() != 0) {
                exchange.userHash = credentials.userHash();
            }
        }
    }

    private String type(byte[] bytes, Exchange exchange) {
        hints(exchange);
        return MediaType.of(bytes, fields.valueStart(), fields.valueLength()).name();
    }

    private void hints(Exchange exchange) {
        exchange.fhirHint |= fields.has("fhir");
        exchange.dicomHint |= fields.has("dicom");
    }

    /// What FHIR or DICOMweb asks for, and which patient the target names.
    private void meaning(byte[] bytes, Exchange exchange) {
        exchange.fhirHint |= target.isFhirBase();
        String transaction = target.dicomTransaction(line.method(), exchange.dicomHint);
        boolean dicom = !transaction.isEmpty();
        boolean fhir = exchange.fhirHint && !dicom;
        if (target.queryLength() > 0) {
            query.read(
                    bytes,
                    target.queryStart(),
                    target.queryLength(),
                    fhir,
                    target.type(),
                    dicom,
                    exchange.phi);
            exchange.parameters[0] = query.known(0);
            exchange.parameters[1] = query.known(1);
            exchange.otherParameters = query.others();
            exchange.credentials |= query.hasSecret() ? Credentials.QUERY : 0;
            if (query.isWado()) {
                transaction = "wado-uri";
                dicom = true;
                fhir = false;
            }
        }
        exchange.type = target.type();
        exchange.operation = target.operation();
        if (dicom) {
            exchange.service = Service.DICOMWEB;
            exchange.interaction = transaction;
        } else if (fhir) {
            exchange.service = Service.FHIR;
            exchange.interaction = target.fhirInteraction(line.method());
            query.patientOfPath(
                    bytes, target.idStart(), target.idLength(), target.type(), exchange.phi);
        } else if (exchange.type >= 0) {
            // it may turn out to be FHIR by its content
            exchange.interaction = target.fhirInteraction(line.method());
        }
    }

    void response(byte[] bytes, int start, int length, Exchange exchange) {
        fields.wrap(bytes, start, length);
        if (!line.wrap(bytes, start, fields.firstLineEnd(start))) {
            return;
        }
        exchange.status = line.status();
        if (exchange.minorVersion < 0) {
            exchange.minorVersion = line.minorVersion();
        }
        while (fields.next()) {
            int at = fields.valueStart();
            int n = fields.valueLength();
            if (fields.name() == HeaderName.SERVER) {
                exchange.server = text.products(bytes, at, n);
            } else if (fields.name() == HeaderName.X_POWERED_BY && exchange.server.isEmpty()) {
                exchange.server = text.products(bytes, at, n);
            } else if (fields.name() == HeaderName.CONTENT_TYPE) {
                exchange.responseType = type(bytes, exchange);
            }
        }
    }
}
