package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.phi.PhiField;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// `wardtap.phi`: which fields carried patient data, of which kinds, of how many patients; never a
/// value. Pseudonyms are added only where an output asks for them. Confined to one thread.
final class PhiJson {
    private static final SerializedString PHI = JsonOut.key("phi");
    private static final SerializedString FIELDS = JsonOut.key("fields");
    private static final SerializedString CATEGORIES = JsonOut.key("categories");
    private static final SerializedString PATIENTS = JsonOut.key("patients");
    private static final SerializedString PSEUDONYMS = JsonOut.key("pseudonyms");

    private static final List<SerializedString> CATEGORY_LABELS = categoryLabels();

    private final JsonOut out;
    private final Pseudonyms pseudonyms;
    private final IdentityHashMap<List<PhiField>, SerializedString[]> fieldNames =
            new IdentityHashMap<>();

    /// @param pseudonyms null leaves them out
    PhiJson(JsonOut out, Pseudonyms pseudonyms) {
        this.out = out;
        this.pseudonyms = pseudonyms;
    }

    private static List<SerializedString> categoryLabels() {
        List<SerializedString> labels = new ArrayList<>();
        for (PhiCategory category : PhiCategory.values()) {
            labels.add(JsonOut.key(category.label()));
        }
        return labels;
    }

    void write(PhiFacts phi) throws IOException {
        if (!phi.any()) {
            return;
        }
        out.object(PHI);
        out.json.writeFieldName(FIELDS);
        out.json.writeStartArray();
        SerializedString[] names = names(phi.catalogue());
        for (int i = phi.nextMarked(0); i >= 0; i = phi.nextMarked(i + 1)) {
            if (!isWritten(phi, names, i)) {
                out.json.writeString(names[i]);
            }
        }
        out.json.writeEndArray();
        out.json.writeFieldName(CATEGORIES);
        out.json.writeStartArray();
        for (int bits = phi.categories(); bits != 0; bits &= bits - 1) {
            out.json.writeString(CATEGORY_LABELS.get(Integer.numberOfTrailingZeros(bits)));
        }
        out.json.writeEndArray();
        out.number(PATIENTS, phi.patients());
        if (pseudonyms != null && phi.patients() > 0) {
            out.json.writeFieldName(PSEUDONYMS);
            out.json.writeStartArray();
            for (int i = 0; i < Math.min(phi.patients(), Pseudonyms.MAX_PER_RECORD); i++) {
                out.json.writeString(pseudonyms.patient(phi.patientHash(i)));
            }
            out.json.writeEndArray();
        }
        out.end();
    }

    /// A field is in the catalogue once for each category it may have.
    private static boolean isWritten(PhiFacts phi, SerializedString[] names, int i) {
        for (int before = i - 1; before >= 0; before--) {
            if (phi.isMarked(before) && names[before].equals(names[i])) {
                return true;
            }
        }
        return false;
    }

    /// How many patients an alert is about.
    void alert(Alert alert) throws IOException {
        if (alert.patients == 0) {
            return;
        }
        out.object(PHI);
        out.number(PATIENTS, alert.patients);
        if (pseudonyms != null && alert.patientHashes.length > 0) {
            out.json.writeFieldName(PSEUDONYMS);
            out.json.writeStartArray();
            int shown = Math.min(alert.patientHashes.length, Pseudonyms.MAX_PER_RECORD);
            for (int i = 0; i < shown; i++) {
                out.json.writeString(pseudonyms.patient(alert.patientHashes[i]));
            }
            out.json.writeEndArray();
        }
        out.end();
    }

    private SerializedString[] names(List<PhiField> catalogue) {
        return fieldNames.computeIfAbsent(
                catalogue,
                fields ->
                        fields.stream()
                                .map(field -> JsonOut.key(field.name()))
                                .toArray(SerializedString[]::new));
    }
}
