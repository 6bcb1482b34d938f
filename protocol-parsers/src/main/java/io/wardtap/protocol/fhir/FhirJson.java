package io.wardtap.protocol.fhir;

import io.wardtap.protocol.json.JsonListener;
import io.wardtap.protocol.json.JsonTokenizer;
import io.wardtap.protocol.unit.KeyedHash;

/// Reads FHIR resources in JSON (FHIR, JSON Representation), one or many behind each other as bulk
/// data has them. Confined to one parser thread; allocates nothing.
public final class FhirJson implements JsonListener {
    private final FhirContent content;
    private final FhirElements elements;
    private final JsonTokenizer tokens = new JsonTokenizer(this);
    private int key;

    public FhirJson(FhirContent content, KeyedHash patientHash) {
        this.content = content;
        this.elements = new FhirElements(content, patientHash);
    }

    public void begin() {
        tokens.begin();
        elements.begin();
        key = ElementName.ROOT;
    }

    public void onBytes(byte[] bytes, int start, int length) {
        tokens.onBytes(bytes, start, length);
    }

    /// The body is over.
    ///
    /// @return whether it was sound and whole
    public boolean end() {
        elements.end();
        return !tokens.isFailed() && tokens.isWhole();
    }

    @Override
    public void onObjectStart() {
        elements.enter(key);
        boolean resource =
                key == ElementName.ROOT
                        || key == ElementName.RESOURCE
                        || key == ElementName.CONTAINED
                        || key == ElementName.OUTCOME;
        if (resource) {
            elements.openResource(FhirTypes.NONE);
        }
        key = ElementName.OTHER;
    }

    /// What comes next in a list has the same name.
    @Override
    public void onObjectEnd() {
        key = elements.leave();
    }

    @Override
    public void onArrayStart() {
        // its elements have its name
    }

    @Override
    public void onArrayEnd() {
        // the next name comes with the next member
    }

    @Override
    public void onKey(byte[] bytes, int start, int length) {
        key = ElementName.of(bytes, start, length);
    }

    @Override
    public void onText(byte[] bytes, int start, int length, long fullLength) {
        if (key == ElementName.OTHER) {
            return;
        }
        if (key == ElementName.RESOURCE_TYPE) {
            elements.type(FhirTypes.of(bytes, start, length));
            return;
        }
        if (key == ElementName.TOKEN) {
            content.token |= length > 0;
            return;
        }
        elements.enter(key);
        elements.value(bytes, start, length);
        elements.leave();
    }

    @Override
    public void onScalar(int first) {
        // no identifying element is a number
    }
}
