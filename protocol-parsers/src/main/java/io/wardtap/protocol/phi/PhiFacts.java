package io.wardtap.protocol.phi;

import java.util.ArrayList;
import java.util.List;

/// Which fields with patient data one unit carried, and keyed hashes of the patients, to count
/// them. No values. Mutable, one owner at a time.
public final class PhiFacts {
    /// A protocol's catalogue has at most this many fields.
    public static final int MAX_FIELDS = 1024;

    /// Distinct patients told apart in one unit where its protocol says nothing else; more are not
    /// counted.
    public static final int MAX_PATIENTS = 8;

    /// Domains of the patients' keyed hashes that [#patient] is given, so that an identifier never
    /// equals a name: the same in all protocols.
    public static final int BY_ID = 1;

    public static final int BY_NAME = 2;

    /// By the logical id of a FHIR resource.
    public static final int BY_LOGICAL_ID = 3;

    private final List<PhiField> catalogue;
    private final long[] fields;
    private final long[] patients;
    private int categories;
    private int patientCount;
    private boolean direct;
    private boolean any;

    /// @param catalogue the protocol's fields; [#mark] takes an index into it
    public PhiFacts(List<PhiField> catalogue) {
        this(catalogue, MAX_PATIENTS);
    }

    /// @param maxPatients distinct patients told apart in one unit
    public PhiFacts(List<PhiField> catalogue, int maxPatients) {
        if (catalogue.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("at most " + MAX_FIELDS + " fields");
        }
        this.catalogue = catalogue;
        this.patients = new long[maxPatients];
        this.fields = new long[(catalogue.size() + 63) / 64];
    }

    public void clear() {
        if (any || patientCount > 0) {
            java.util.Arrays.fill(fields, 0);
            categories = 0;
            patientCount = 0;
            direct = false;
            any = false;
        }
    }

    /// The field was there with a value that is no dummy.
    public void mark(int field) {
        fields[field >>> 6] |= 1L << field;
        PhiField what = catalogue.get(field);
        categories |= 1 << what.category().ordinal();
        direct |= what.direct();
        any = true;
    }

    /// Notes a patient by the keyed hash of identifier or name.
    public void patient(long hash) {
        for (int i = 0; i < patientCount; i++) {
            if (patients[i] == hash) {
                return;
            }
        }
        if (patientCount < patients.length) {
            patients[patientCount++] = hash;
        }
    }

    /// Takes in what other facts have.
    ///
    /// @param offset where their catalogue stands in this one
    public void add(PhiFacts other, int offset) {
        for (int i = other.nextMarked(0); i >= 0; i = other.nextMarked(i + 1)) {
            mark(i + offset);
        }
        for (int i = 0; i < other.patientCount; i++) {
            patient(other.patients[i]);
        }
    }

    public boolean isMarked(int field) {
        return (fields[field >>> 6] >>> field & 1) != 0;
    }

    /// The first marked field from `from` on, or -1.
    public int nextMarked(int from) {
        int word = from >>> 6;
        if (word >= fields.length) {
            return -1;
        }
        long left = fields[word] & -1L << from;
        while (left == 0) {
            if (++word == fields.length) {
                return -1;
            }
            left = fields[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(left);
    }

    /// Any field at all, direct or quasi.
    public boolean any() {
        return any;
    }

    /// At least one direct identifier.
    public boolean anyDirect() {
        return direct;
    }

    public boolean has(PhiCategory category) {
        return (categories >>> category.ordinal() & 1) != 0;
    }

    /// Bits by [PhiCategory#ordinal()].
    public int categories() {
        return categories;
    }

    public int patients() {
        return patientCount;
    }

    public long patientHash(int i) {
        return patients[i];
    }

    public List<PhiField> catalogue() {
        return catalogue;
    }

    /// The fields of many units, united. Mutable, one owner; allocates nothing while it takes in.
    public static final class Union {
        private final long[] fields = new long[MAX_FIELDS / 64];
        private List<PhiField> catalogue = List.of();
        private int categories;

        /// Takes in what another unit of the same protocol carried.
        public void add(PhiFacts facts) {
            catalogue = facts.catalogue;
            categories |= facts.categories;
            for (int i = 0; i < facts.fields.length; i++) {
                fields[i] |= facts.fields[i];
            }
        }

        public boolean isEmpty() {
            return categories == 0;
        }

        /// Bits by [PhiCategory#ordinal()].
        public int categories() {
            return categories;
        }

        /// Names of the fields in the catalogue's order.
        public List<String> names() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < catalogue.size(); i++) {
                String name = catalogue.get(i).name();
                if ((fields[i >>> 6] >>> i & 1) != 0 && !names.contains(name)) {
                    names.add(name);
                }
            }
            return names;
        }
    }
}
