package io.wardtap.appliance.observe;

/// The shape that a name of a device or system from the wire must have before it becomes identity
/// or evidence: printable, short, without the delimiters that part a person's name or an HL7 field.
public final class SystemName {
    /// Longest name that is kept.
    public static final int MAX_LENGTH = 64;

    private SystemName() {}

    public static boolean isPlausible(String name) {
        if (name == null || name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean printable = c >= ' ' && c <= '~' || c > 0xA0 && c <= 0xFF;
            if (!printable || c == '^' || c == '|' || c == '~' || c == '\\' || c == '=') {
                return false;
            }
        }
        return true;
    }

    /// The name, or `(withheld)` when it has not the shape of one.
    public static String shown(String name) {
        return isPlausible(name) ? name : "(withheld)";
    }
}
