package io.wardtap.protocol.medical;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.Padding;
import io.wardtap.protocol.phi.SystemNames;
import io.wardtap.protocol.unit.NameInterner;

/// Makes strings of what devices say of themselves, when it has the shape of such a thing and is
/// none of the unit's patient values; else counts it as masked. Confined to one parser; allocates
/// only for what is new.
public final class MedicalNames {
    private static final int LONGEST_SERIAL = 32;
    private static final int LONGEST_VERSION = 32;

    private final NameInterner names;
    private final PatientValues patients;

    public MedicalNames(NameInterner names, PatientValues patients) {
        this.names = names;
        this.patients = patients;
    }

    /// The name of a system, a maker or a model.
    public String name(byte[] bytes, int from, int to, MedicalFacts facts) {
        int start = Padding.skip(bytes, from, to);
        int end = Padding.drop(bytes, start, to);
        if (start == end) {
            return "";
        }
        boolean shown =
                SystemNames.isCredible(bytes, start, end - start) && !patients.occurIn(start, end);
        return shown ? names.intern(bytes, start, end - start) : masked(facts);
    }

    /// The label of a bed: a name with a digit in it. Without one it may be whose bed it is, as
    /// wards write it on a monitor.
    public String bed(byte[] bytes, int from, int to, MedicalFacts facts) {
        if (Padding.skip(bytes, from, to) == to) {
            return "";
        }
        return hasDigit(bytes, from, to) ? name(bytes, from, to, facts) : masked(facts);
    }

    /// Whether any of the bytes is a digit.
    public static boolean hasDigit(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (isDigit(Bytes.u8(bytes, at))) {
                return true;
            }
        }
        return false;
    }

    /// A label of a place: as a name, or up to four digits (room 12). Of bytes that are not the
    /// unit's.
    public String label(byte[] bytes, int from, int to, MedicalFacts facts) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        boolean number = length <= 4;
        for (int at = from; at < to; at++) {
            number &= isDigit(Bytes.u8(bytes, at));
        }
        return number || SystemNames.isCredible(bytes, from, length)
                ? names.intern(bytes, from, length)
                : masked(facts);
    }

    /// A serial number: letters, digits and `-_./:`, with a digit, and no date, no number of the
    /// shape of a person's (nine digits in groups, a telephone).
    public String serial(byte[] bytes, int from, int to, MedicalFacts facts) {
        int start = Padding.skip(bytes, from, to);
        int end = Padding.drop(bytes, start, to);
        if (start == end) {
            return "";
        }
        boolean shown =
                end - start <= LONGEST_SERIAL
                        && isSerial(bytes, start, end)
                        && !patients.occurIn(start, end);
        return shown ? names.intern(bytes, start, end - start) : masked(facts);
    }

    /// A version: digits and full stops, no group of four; or with letters a serial number's
    /// characters and blanks, without six digits in a row.
    public String version(byte[] bytes, int from, int to, MedicalFacts facts) {
        int start = Padding.skip(bytes, from, to);
        int end = Padding.drop(bytes, start, to);
        if (start == end) {
            return "";
        }
        boolean shown =
                end - start <= LONGEST_VERSION
                        && isVersion(bytes, start, end)
                        && !patients.occurIn(start, end);
        return shown ? names.intern(bytes, start, end - start) : masked(facts);
    }

    private static String masked(MedicalFacts facts) {
        facts.maskedNames++;
        return "";
    }

    private static boolean isSerial(byte[] bytes, int start, int end) {
        int digits = 0;
        int letters = 0;
        int marks = 0;
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            digits += isDigit(b) ? 1 : 0;
            letters += isLetter(b) ? 1 : 0;
            marks += isMark(b) ? 1 : 0;
            if (!isDigit(b) && !isLetter(b) && !isMark(b)) {
                return false;
            }
        }
        if (digits == 0) {
            return false;
        }
        // digits in groups are dates, telephone and security numbers; eight may be a date
        return letters > 0 || marks == 0 && !isDate(bytes, start, end);
    }

    private static boolean isVersion(byte[] bytes, int start, int end) {
        int run = 0;
        int longestRun = 0;
        int digits = 0;
        int letters = 0;
        int words = 0;
        boolean dotted = true;
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            boolean digit = isDigit(b);
            run = digit ? run + 1 : 0;
            longestRun = Math.max(longestRun, run);
            digits += digit ? 1 : 0;
            boolean letter = isLetter(b);
            letters += letter ? 1 : 0;
            words += letter && (at == start || !isLetter(Bytes.u8(bytes, at - 1))) ? 1 : 0;
            dotted &= digit || b == '.';
            if (!digit && !letter && !isMark(b) && b != ' ') {
                return false;
            }
        }
        if (letters == 0) {
            // without a letter nothing but `4.12.1`: other groups are dates and telephones
            return dotted && digits > 0 && longestRun < 4;
        }
        return digits > 0 && longestRun < SystemNames.IDENTIFIER_DIGITS && words <= 3;
    }

    /// Eight digits that begin as a year does.
    private static boolean isDate(byte[] bytes, int start, int end) {
        if (end - start != 8) {
            return false;
        }
        int century = (Bytes.u8(bytes, start) - '0') * 10 + Bytes.u8(bytes, start + 1) - '0';
        int month = (Bytes.u8(bytes, start + 4) - '0') * 10 + Bytes.u8(bytes, start + 5) - '0';
        return (century == 19 || century == 20) && month >= 1 && month <= 12;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(int b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
    }

    private static boolean isMark(int b) {
        return b == '-' || b == '_' || b == '.' || b == '/' || b == ':';
    }
}
