package io.wardtap.appliance.alert;

import io.wardtap.appliance.observe.HashSet64;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The evidence of all findings of one alert, bounded: numbers and texts of the latest, lists
/// united, fields with patient data by name, patients counted by keyed hash. Analysis thread only.
final class EvidenceFold {
    static final int MAX_KEYS = 24;
    static final int MAX_CHARS = 256;
    static final int MAX_LIST = 16;
    static final int MAX_PATIENTS = 4096;

    /// Kept free for what the ledger itself adds.
    private static final int OWN_KEYS = 4;

    private final Map<String, Object> evidence = new LinkedHashMap<>();
    private Map<String, Object> latest;
    private final PhiFacts.Union fields = new PhiFacts.Union();
    private HashSet64 patients;

    // detectors hand the same map until there is something new in it
    @SuppressWarnings("ReferenceEquality")
    void add(Map<String, Object> found, PhiFacts phi) {
        if (found != latest) {
            latest = found;
            found.forEach(this::put);
        }
        if (phi != null) {
            fields.add(phi);
            if (phi.patients() > 0) {
                if (patients == null) {
                    patients = new HashSet64(MAX_PATIENTS);
                }
                for (int i = 0; i < phi.patients(); i++) {
                    patients.add(phi.patientHash(i));
                }
            }
        }
    }

    int patients() {
        return patients == null ? 0 : patients.size();
    }

    /// What the alert shows.
    Map<String, Object> shown(long suppressed) {
        Map<String, Object> shown = new LinkedHashMap<>(evidence);
        if (!fields.isEmpty()) {
            shown.put("phi_fields", cut(fields.names()));
            List<String> categories = new ArrayList<>();
            for (PhiCategory category : PhiCategory.values()) {
                if ((fields.categories() >>> category.ordinal() & 1) != 0) {
                    categories.add(category.label());
                }
            }
            shown.put("phi_categories", categories);
        }
        if (patients != null && patients.isLowerBound()) {
            shown.put("patients_at_least", true);
        }
        if (suppressed > 0) {
            shown.put("suppressed_openings", suppressed);
        }
        return shown;
    }

    private static List<String> cut(List<String> names) {
        return names.size() <= MAX_LIST ? names : List.copyOf(names.subList(0, MAX_LIST));
    }

    private void put(String key, Object value) {
        Object known = evidence.get(key);
        if (known == null && evidence.size() >= MAX_KEYS - OWN_KEYS) {
            return;
        }
        evidence.put(
                key,
                switch (value) {
                    case List<?> list -> united(known, list);
                    case String text -> bounded(text);
                    default -> value;
                });
    }

    private static List<String> united(Object known, List<?> more) {
        List<String> all = new ArrayList<>();
        if (known instanceof List<?> before) {
            before.forEach(entry -> all.add(entry.toString()));
        }
        for (Object entry : more) {
            String text = bounded(entry.toString());
            if (all.size() < MAX_LIST && !all.contains(text)) {
                all.add(text);
            }
        }
        return all;
    }

    private static String bounded(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }
}
