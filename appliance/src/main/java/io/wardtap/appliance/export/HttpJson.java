package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.Preamble;
import io.wardtap.protocol.http.Credentials;
import io.wardtap.protocol.http.HttpFacts;

import java.io.IOException;
import java.util.List;

/// `wardtap.http`: a request and its response. Confined to one thread.
final class HttpJson {
    private static final Shape SHAPE =
            Shape.of(EventDataset.HTTP, "event", "network", "protocol,info");

    private static final SerializedString HTTP = JsonOut.key("http");
    private static final SerializedString VERSION = JsonOut.key("version");
    private static final SerializedString REQUEST = JsonOut.key("request");
    private static final SerializedString RESPONSE = JsonOut.key("response");
    private static final SerializedString METHOD = JsonOut.key("method");
    private static final SerializedString MIME_TYPE = JsonOut.key("mime_type");
    private static final SerializedString BODY = JsonOut.key("body");
    private static final SerializedString BYTES = JsonOut.key("bytes");
    private static final SerializedString STATUS_CODE = JsonOut.key("status_code");
    private static final SerializedString URL = JsonOut.key("url");
    private static final SerializedString DOMAIN = JsonOut.key("domain");
    private static final SerializedString PATH = JsonOut.key("path");
    private static final SerializedString USER_AGENT = JsonOut.key("user_agent");
    private static final SerializedString ORIGINAL = JsonOut.key("original");
    private static final SerializedString SERVER = JsonOut.key("server");
    private static final SerializedString PARAMETERS = JsonOut.key("parameters");
    private static final SerializedString OTHER_PARAMETERS = JsonOut.key("other_parameters");
    private static final SerializedString LATENCY_MS = JsonOut.key("latency_ms");
    private static final SerializedString INCOMPLETE = JsonOut.key("incomplete");
    private static final SerializedString CREDENTIALS = JsonOut.key("credentials");
    private static final SerializedString USER_HASH = JsonOut.key("user_hash");
    private static final SerializedString CLEARTEXT_CREDENTIALS =
            JsonOut.key("cleartext_credentials");
    private static final SerializedString SERVICE = JsonOut.key("service");
    private static final SerializedString INTERACTION = JsonOut.key("interaction");
    private static final SerializedString RESOURCE_TYPE = JsonOut.key("resource_type");
    private static final SerializedString OPERATION = JsonOut.key("operation");
    private static final SerializedString RESOURCE_TYPES = JsonOut.key("resource_types");
    private static final SerializedString RESOURCES = JsonOut.key("resources");
    private static final SerializedString DOCUMENT = JsonOut.key("document");
    private static final SerializedString ACTION = JsonOut.key("action");
    private static final SerializedString INSTANCES = JsonOut.key("instances");
    private static final SerializedString MODALITY = JsonOut.key("modality");
    private static final SerializedString PREAMBLE = JsonOut.key("preamble");

    private static final SerializedString VERSION_1_0 = JsonOut.key("1.0");
    private static final SerializedString VERSION_1_1 = JsonOut.key("1.1");

    private static final int MAX_WORD = 64;

    private final JsonOut out;
    private final EventEnvelope envelope;
    private final PhiJson phi;

    HttpJson(JsonOut out, EventEnvelope envelope, PhiJson phi) {
        this.out = out;
        this.envelope = envelope;
        this.phi = phi;
    }

    void write(Conversation flow, HttpFacts facts, long packet, long nowNs) throws IOException {
        envelope.open(SHAPE, packet, nowNs);
        envelope.closeEvent(flow.interfaceIndex);
        envelope.ends(flow);
        common(facts);
        envelope.openWardtap();
        out.flagged(CLEARTEXT_CREDENTIALS, facts.credentials != 0);
        out.object(HTTP);
        out.name(SERVER, facts.server);
        words(PARAMETERS, facts.parameters);
        out.counted(OTHER_PARAMETERS, facts.otherParameters);
        if (facts.latencyNs >= 0) {
            out.millis(LATENCY_MS, facts.latencyNs);
        }
        out.flagged(INCOMPLETE, facts.incomplete);
        if (facts.credentials != 0) {
            words(CREDENTIALS, Credentials.labels(facts.credentials));
            out.hash(USER_HASH, facts.userHash);
        }
        if (facts.service != HttpFacts.Service.NONE) {
            medical(facts);
        }
        out.end();
        phi.write(facts.transactionPhi);
        envelope.close();
    }

    /// What the Elastic Common Schema has names for.
    private void common(HttpFacts facts) throws IOException {
        out.object(HTTP);
        if (facts.minorVersion >= 0) {
            out.constant(VERSION, facts.minorVersion == 0 ? VERSION_1_0 : VERSION_1_1);
        }
        if (!facts.method.isEmpty()) {
            out.object(REQUEST);
            out.text(METHOD, facts.method, MAX_WORD);
            message(facts.requestType, facts.requestBytes);
            out.end();
        }
        if (facts.status >= 0) {
            out.object(RESPONSE);
            out.number(STATUS_CODE, facts.status);
            message(facts.responseType, facts.responseBytes);
            out.end();
        }
        out.end();
        if (!facts.host.isEmpty() || !facts.path.isEmpty()) {
            out.object(URL);
            out.name(DOMAIN, facts.host);
            out.text(PATH, facts.path, 256);
            out.end();
        }
        if (!facts.userAgent.isEmpty()) {
            out.object(USER_AGENT);
            out.name(ORIGINAL, facts.userAgent);
            out.end();
        }
    }

    private void message(String type, long bytes) throws IOException {
        out.text(MIME_TYPE, type, MAX_WORD);
        if (bytes > 0) {
            out.object(BODY);
            out.number(BYTES, bytes);
            out.end();
        }
    }

    private void medical(HttpFacts facts) throws IOException {
        out.text(SERVICE, facts.service.label(), MAX_WORD);
        out.text(INTERACTION, facts.interaction, MAX_WORD);
        out.text(RESOURCE_TYPE, facts.resourceType, MAX_WORD);
        out.text(OPERATION, facts.operation, MAX_WORD);
        words(RESOURCE_TYPES, facts.resourceTypes);
        out.counted(RESOURCES, facts.resources);
        out.text(DOCUMENT, facts.document, MAX_WORD);
        out.text(ACTION, facts.action, 128);
        out.counted(INSTANCES, facts.instances);
        out.name(MODALITY, facts.modality);
        if (facts.preamble != Preamble.EMPTY) {
            out.text(PREAMBLE, facts.preamble.label(), MAX_WORD);
        }
    }

    private void words(SerializedString name, List<String> words) throws IOException {
        out.names(name, words);
    }
}
