package io.wardtap.protocol.phi;

import io.wardtap.protocol.bytes.Bytes;

/// Decides whether a name from the wire can be a system's or a site's, and may be shown, or looks
/// like a person, an identifier or a date. Errs towards hiding. Allocates nothing, any thread.
public final class SystemNames {
    /// Longer names are not shown.
    public static final int MAX_LENGTH = 64;

    /// As many digits in a row make an identifier or a date.
    public static final int IDENTIFIER_DIGITS = 6;

    // words that make a name of several words a site's or a system's
    private static final String[] INSTITUTIONS = {
        "ADT",
        "APPLICATION",
        "CARE",
        "CENTER",
        "CENTRE",
        "CLINIC",
        "CLINICAL",
        "DEPARTMENT",
        "EHR",
        "EMR",
        "ENGINE",
        "FACILITY",
        "GATEWAY",
        "HEALTH",
        "HEALTHCARE",
        "HIS",
        "HOSPITAL",
        "ICU",
        "IMAGING",
        "INC",
        "KLINIK",
        "KLINIKUM",
        "KRANKENHAUS",
        "LAB",
        "LABORATORY",
        "LIS",
        "LTD",
        "MEDICAL",
        "MEDICINE",
        "MONITOR",
        "MONITORING",
        "PACS",
        "PATHOLOGY",
        "PHARMACY",
        "PUMP",
        "RADIOLOGY",
        "RIS",
        "SERVER",
        "SERVICE",
        "SERVICES",
        "SITE",
        "SOFTWARE",
        "SYSTEM",
        "SYSTEMS",
        "UNIT",
        "UNIVERSITY",
        "WARD"
    };

    // what stands behind the comma in a company's name
    private static final String[] COMPANY_FORMS = {
        "INC", "INCORPORATED", "LTD", "LIMITED", "LLC", "CORP", "CORPORATION", "GMBH", "CO.",
    };

    private SystemNames() {}

    /// Whether a comma with a blank stands here, as in a person's name; not the one before a
    /// company's legal form.
    public static boolean isPersonsComma(byte[] bytes, int at, int end) {
        boolean comma =
                Bytes.u8(bytes, at) == ',' && at + 1 < end && Bytes.u8(bytes, at + 1) == ' ';
        return comma && !isCompanyForm(bytes, at + 2, end);
    }

    private static boolean isCompanyForm(byte[] bytes, int start, int end) {
        for (String form : COMPANY_FORMS) {
            int after = start + form.length();
            if (after <= end
                    && equalsIgnoringCase(bytes, start, form)
                    && (after == end || !isLetter(Bytes.u8(bytes, after)))) {
                return true;
            }
        }
        return false;
    }

    /// Whether the bytes (ISO 8859-1, without padding) may be shown as the name of a system.
    public static boolean isCredible(byte[] bytes, int start, int length) {
        if (length <= 0 || length > MAX_LENGTH) {
            return false;
        }
        int letters = 0;
        int run = 0;
        int longestRun = 0;
        boolean oidLike = true; // digits and full stops only
        boolean blank = false;
        for (int i = 0; i < length; i++) {
            int b = Bytes.u8(bytes, start + i);
            if (!isPrintable(b) || b == '^' || b == '@') {
                return false;
            }
            if (isPersonsComma(bytes, start + i, start + length)) {
                return false;
            }
            boolean digit = isDigit(b);
            run = digit ? run + 1 : 0;
            longestRun = Math.max(longestRun, run);
            letters += isLetter(b) ? 1 : 0;
            oidLike &= digit || b == '.';
            blank |= b == ' ';
        }
        if (oidLike) {
            return isObjectIdentifier(bytes, start, length);
        }
        if (longestRun >= IDENTIFIER_DIGITS) {
            return false;
        }
        // digits with punctuation are dates, telephone or security numbers
        return letters > 0 && !(blank && isSeveralWords(bytes, start, length));
    }

    /// Digits and full stops with at least three stops and no group like a year's date.
    private static boolean isObjectIdentifier(byte[] bytes, int start, int length) {
        int stops = 0;
        for (int i = 0; i < length; i++) {
            stops += Bytes.u8(bytes, start + i) == '.' ? 1 : 0;
        }
        return stops >= 3 || (stops == 0 && length < IDENTIFIER_DIGITS);
    }

    /// Two or more alphabetic words of which none names an institution or a kind of system.
    private static boolean isSeveralWords(byte[] bytes, int start, int length) {
        int words = 0;
        int at = 0;
        while (at < length) {
            int from = at;
            boolean alphabetic = true;
            while (at < length && Bytes.u8(bytes, start + at) != ' ') {
                int b = Bytes.u8(bytes, start + at);
                alphabetic &= isLetter(b) || b == '\'' || b == '-' || b == '.' || b == ',';
                at++;
            }
            if (alphabetic && at - from >= 2) {
                words += isMixed(bytes, start + from, at - from) ? 0 : 1;
                if (isInstitution(bytes, start + from, at - from)) {
                    return false;
                }
            }
            at++;
        }
        return words >= 2;
    }

    /// A small letter first and a capital behind it, as no name of a person is written.
    private static boolean isMixed(byte[] bytes, int start, int length) {
        boolean capital = false;
        for (int i = 1; i < length; i++) {
            int b = Bytes.u8(bytes, start + i);
            capital |= b >= 'A' && b <= 'Z';
        }
        int first = Bytes.u8(bytes, start);
        return capital && first >= 'a' && first <= 'z';
    }

    private static boolean isInstitution(byte[] bytes, int start, int length) {
        for (String word : INSTITUTIONS) {
            if (word.length() == length && equalsIgnoringCase(bytes, start, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equalsIgnoringCase(byte[] bytes, int start, String upper) {
        for (int i = 0; i < upper.length(); i++) {
            int b = Bytes.u8(bytes, start + i);
            if ((b >= 'a' && b <= 'z' ? b - 32 : b) != upper.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(int b) {
        return (b >= ' ' && b < 0x7F) || b > 0xA0;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(int b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b >= 0xC0;
    }
}
