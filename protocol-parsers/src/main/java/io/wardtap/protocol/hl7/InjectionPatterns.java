package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

import java.util.ArrayList;
import java.util.List;

/// Texts that attack what reads a field, lower case: long enough that notes of a ward do not
/// contain them. Filled once, read by any thread.
final class InjectionPatterns {
    private static final String[] SQL = {
        "' or '",
        "' or 1",
        "'or'",
        "'or 1",
        "\" or \"",
        "' and '1",
        "' union ",
        "'; drop",
        "';drop",
        "'; delete",
        "'; insert",
        "'; update",
        "'; exec",
        "'; select",
        "'; shutdown",
        "';--",
        "'; --",
        "'--",
        "')--",
        "'/*",
        "union select",
        "union all select",
        "; drop table",
        ";drop table",
        "drop table ",
        "drop database",
        "truncate table",
        "; delete from",
        ";delete from",
        "waitfor delay",
        "xp_cmdshell",
        "information_schema",
        " or 1=1",
        "'1'='1"
    };
    private static final String[] SCRIPT = {
        "<script", "</script", "<iframe", "javascript:", "onerror=", "onload=", "<!entity", "<svg/"
    };
    private static final String[] COMMAND = {
        "${jndi:",
        "$(",
        "; rm -",
        ";rm -",
        "; wget ",
        ";wget ",
        "; curl ",
        ";curl ",
        "; cat /",
        ";cat /",
        "&& rm ",
        "&&rm ",
        "&& wget ",
        "&& curl ",
        "; nc -",
        ";nc -",
        "/bin/sh",
        "/bin/bash",
        "/etc/passwd",
        "cmd.exe",
        "powershell -",
        "powershell.exe",
        "`id`",
        "`whoami`"
    };

    private static final class Pattern {
        final byte[] text;
        final InjectionSign sign;

        Pattern(String text, InjectionSign sign) {
            this.text = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            this.sign = sign;
        }
    }

    /// By first byte, null where none begins.
    private static final Pattern[][] BY_FIRST = new Pattern[128][];

    static {
        List<List<Pattern>> lists = new ArrayList<>();
        for (int i = 0; i < BY_FIRST.length; i++) {
            lists.add(new ArrayList<>());
        }
        add(lists, SQL, InjectionSign.SQL);
        add(lists, SCRIPT, InjectionSign.SCRIPT);
        add(lists, COMMAND, InjectionSign.COMMAND);
        for (int i = 0; i < BY_FIRST.length; i++) {
            if (!lists.get(i).isEmpty()) {
                BY_FIRST[i] = lists.get(i).toArray(Pattern[]::new);
            }
        }
    }

    private InjectionPatterns() {}

    private static void add(List<List<Pattern>> lists, String[] texts, InjectionSign sign) {
        for (String text : texts) {
            lists.get(text.charAt(0)).add(new Pattern(text, sign));
        }
    }

    /// The sign of a pattern that stands at `at`, else 0.
    static int at(byte[] bytes, int at, int to) {
        int first = lower(Bytes.u8(bytes, at));
        if (first >= BY_FIRST.length || BY_FIRST[first] == null) {
            return 0;
        }
        for (Pattern pattern : BY_FIRST[first]) {
            if (begins(bytes, at, to, pattern.text)) {
                return pattern.sign.bit();
            }
        }
        return 0;
    }

    private static boolean begins(byte[] bytes, int at, int to, byte[] text) {
        if (at + text.length > to) {
            return false;
        }
        for (int i = 1; i < text.length; i++) {
            if (lower(Bytes.u8(bytes, at + i)) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
