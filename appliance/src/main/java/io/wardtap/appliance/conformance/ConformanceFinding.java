package io.wardtap.appliance.conformance;

import java.util.regex.Pattern;

/// Where a message departs from the standard, and how: names and numbers of the standard only.
///
/// @param code of HL7 table 0357, three digits
/// @param position `PID-3`, a segment, or a group of the message's structure; `other` when there is
///   none of that shape
public record ConformanceFinding(String code, String position)
        implements Comparable<ConformanceFinding> {
    public static final String ELSEWHERE = "other";

    private static final Pattern CODE = Pattern.compile("[0-9]{1,3}");
    private static final Pattern POSITION = Pattern.compile("[A-Z][A-Z0-9_]{0,30}(-[0-9]{1,3})?");

    public ConformanceFinding {
        code = CODE.matcher(code).matches() ? code : "207";
        position = POSITION.matcher(position).matches() ? position : ELSEWHERE;
    }

    @Override
    public int compareTo(ConformanceFinding other) {
        int first = code.compareTo(other.code);
        return first != 0 ? first : position.compareTo(other.position);
    }
}
