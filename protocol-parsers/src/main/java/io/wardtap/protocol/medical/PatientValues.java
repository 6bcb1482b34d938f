package io.wardtap.protocol.medical;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.Padding;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.KeyedHash;

/// Where the direct identifiers of one unit lie, to find them again in names of devices, and who
/// its patients are as keyed hashes. Positions only, no copies; valid as long as the unit is.
/// Confined to one parser; allocates nothing.
public final class PatientValues {
    /// Values of one unit that are compared; more are left out.
    static final int MAX_VALUES = 64;

    /// Shorter ones (initials, a sex) would match by chance.
    private static final int SHORTEST = 2;

    private static final int CANONICAL_BYTES = 128;

    private final KeyedHash patientHash;
    private final byte[] canonical = new byte[CANONICAL_BYTES];
    private final int[] starts = new int[MAX_VALUES];
    private final int[] lengths = new int[MAX_VALUES];
    private byte[] bytes = {};
    private int count;

    public PatientValues(KeyedHash patientHash) {
        this.patientHash = patientHash;
    }

    /// Starts over with another unit.
    public void begin(byte[] unit) {
        bytes = unit;
        count = 0;
    }

    /// Notes `[from, to)` as a direct identifier.
    public void add(int from, int to) {
        int start = Padding.skip(bytes, from, to);
        int end = Padding.drop(bytes, start, to);
        if (end - start >= SHORTEST && count < MAX_VALUES) {
            starts[count] = start;
            lengths[count++] = end - start;
        }
    }

    /// Whether one of the noted values stands anywhere in `[from, to)`, letters compared without
    /// case. Values of fewer than four characters only count as the whole.
    public boolean occurIn(int from, int to) {
        for (int i = 0; i < count; i++) {
            int length = lengths[i];
            if (length == to - from && same(starts[i], from, length)) {
                return true;
            }
            for (int at = from; length >= 4 && at + length <= to; at++) {
                if (same(starts[i], at, length)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Counts the patient who has this identifier.
    public void identifier(int from, int to, PhiFacts phi) {
        note(PhiFacts.BY_ID, from, to, to, to, phi);
    }

    /// Counts the patient of this name.
    public void name(int familyFrom, int familyTo, int givenFrom, int givenTo, PhiFacts phi) {
        note(PhiFacts.BY_NAME, familyFrom, familyTo, givenFrom, givenTo, phi);
    }

    private void note(int domain, int from, int to, int otherFrom, int otherTo, PhiFacts phi) {
        int length = canonical(0, from, to, CANONICAL_BYTES / 2 - 1);
        Bytes.putU8(canonical, length++, '^');
        length = canonical(length, otherFrom, otherTo, CANONICAL_BYTES - 1);
        phi.patient(patientHash.hash(domain, canonical, 0, length));
        java.util.Arrays.fill(canonical, 0, length, (byte) 0);
    }

    private int canonical(int at, int from, int to, int limit) {
        int start = Padding.skip(bytes, from, to);
        int end = Padding.drop(bytes, start, to);
        int length = at;
        for (int i = start; i < end && length < limit; i++) {
            Bytes.putU8(canonical, length++, Bytes.upper(Bytes.u8(bytes, i)));
        }
        return length;
    }

    private boolean same(int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            if (Bytes.upper(Bytes.u8(bytes, a + i)) != Bytes.upper(Bytes.u8(bytes, b + i))) {
                return false;
            }
        }
        return true;
    }
}
