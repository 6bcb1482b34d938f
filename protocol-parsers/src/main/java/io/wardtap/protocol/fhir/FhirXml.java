package io.wardtap.protocol.fhir;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.xml.XmlListener;
import io.wardtap.protocol.xml.XmlTokenizer;

/// Reads FHIR resources in XML (FHIR, XML Representation). Confined to one parser thread; allocates
/// nothing.
public final class FhirXml implements XmlListener {
    private final FhirElements elements;
    private final XmlTokenizer tokens = new XmlTokenizer(this);

    public FhirXml(FhirContent content, KeyedHash patientHash) {
        this.elements = new FhirElements(content, patientHash);
    }

    public void begin() {
        tokens.begin();
        elements.begin();
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
    public void onStart(byte[] bytes, int start, int length) {
        int around = elements.innermost();
        boolean resource =
                elements.depth() == 0
                        || around == ElementName.RESOURCE
                        || around == ElementName.CONTAINED
                        || around == ElementName.OUTCOME;
        int type = resource ? FhirTypes.of(bytes, start, length) : FhirTypes.NONE;
        elements.enter(ElementName.of(bytes, start, length));
        if (type != FhirTypes.NONE) {
            elements.openResource(type);
        }
    }

    @Override
    public void onAttribute(
            byte[] names,
            int name,
            int nameLength,
            byte[] bytes,
            int start,
            int length,
            long fullLength) {
        if (Bytes.isText(names, name, nameLength, "value")) {
            elements.value(bytes, start, length);
        }
    }

    /// Text stands in narratives only.
    @Override
    public void onText(byte[] bytes, int start, int length, long fullLength) {
        elements.value(bytes, start, length);
    }

    @Override
    public void onEnd() {
        elements.leave();
    }
}
