package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.KnownWords;
import io.wardtap.protocol.fhir.FhirTypes;
import io.wardtap.protocol.unit.NameInterner;

/// Reads a request's target (RFC 9112 section 3.2): the path as a template, in which everything
/// that is no known word is replaced (`/fhir/Patient/{x}`), and what FHIR and DICOMweb mean by it.
/// Valid as long as the bytes; confined to one parser thread; allocates only for a template that is
/// new.
final class Target {
    /// Segments of a path that are read.
    static final int MAX_SEGMENTS = 16;

    private static final int MAX_TEMPLATE_BYTES = 240;

    private static final int UUID_BYTES = 36;
    private static final int HASH_DIGITS = 16;

    private final NameInterner names;
    private final byte[] template = new byte[MAX_TEMPLATE_BYTES + 32];
    private int length;

    private String path;
    private int hostStart;
    private int hostLength;
    private int queryStart;
    private int queryLength;

    // FHIR
    private boolean fhirBase;
    private int type;
    private int idStart;
    private int idLength;
    private boolean history;
    private boolean search;
    private boolean metadata;
    private String operation;
    private int segmentsAfterType;

    // DICOMweb
    private boolean dicomBase;
    private int levels;
    private boolean levelIsLast;
    private boolean uid;
    private boolean workitems;

    Target(NameInterner names) {
        this.names = names;
    }

    void read(byte[] bytes, int start, int targetLength, boolean isAuthority) {
        clear();
        int at = start;
        int end = start + targetLength;
        if (isAuthority) {
            hostStart = at;
            hostLength = targetLength;
            return;
        }
        int scheme = scheme(bytes, at, end);
        if (scheme > 0) {
            at += scheme;
            hostStart = at;
            while (at < end && Bytes.u8(bytes, at) != '/' && Bytes.u8(bytes, at) != '?') {
                at++;
            }
            hostLength = at - hostStart;
        }
        int mark = Bytes.indexOf(bytes, at, end, '?');
        int pathEnd = mark < 0 ? end : mark;
        queryStart = mark < 0 ? end : mark + 1;
        queryLength = end - queryStart;
        segments(bytes, at, pathEnd);
        path = names.intern(template, 0, length);
    }

    private void clear() {
        length = 0;
        path = "";
        hostLength = 0;
        queryStart = 0;
        queryLength = 0;
        fhirBase = false;
        type = FhirTypes.NONE;
        idLength = 0;
        history = false;
        search = false;
        metadata = false;
        operation = "";
        segmentsAfterType = 0;
        dicomBase = false;
        levels = 0;
        levelIsLast = false;
        uid = false;
        workitems = false;
    }

    private static int scheme(byte[] bytes, int at, int end) {
        for (String scheme : SCHEMES) {
            if (end - at > scheme.length() && HeaderLines.equalsLower(bytes, at, scheme)) {
                return scheme.length();
            }
        }
        return 0;
    }

    private static final String[] SCHEMES = {"http://", "https://", "ws://"};

    private void segments(byte[] bytes, int start, int end) {
        int at = start;
        int count = 0;
        while (at < end) {
            if (Bytes.u8(bytes, at) == '/') {
                at++;
            }
            int slash = Bytes.indexOf(bytes, at, end, '/');
            int to = slash < 0 ? end : slash;
            if (to > at || to == end) {
                add("/");
            }
            if (to > at) {
                if (++count > MAX_SEGMENTS || length > MAX_TEMPLATE_BYTES) {
                    add("...");
                    return;
                }
                segment(bytes, at, to - at);
            }
            at = to;
        }
    }

    private void segment(byte[] bytes, int start, int n) {
        boolean encoded = n > 3 && Bytes.startsWith(bytes, start, "%24");
        if (encoded || Bytes.u8(bytes, start) == '$') {
            operation(bytes, start, n, encoded);
            return;
        }
        int found = FhirTypes.of(bytes, start, n);
        if (found != FhirTypes.NONE) {
            add(FhirTypes.name(found));
            if (type == FhirTypes.NONE) {
                type = found;
            }
            segmentsAfterType = 0;
            levelIsLast = false;
            return;
        }
        segmentsAfterType++;
        int word = PathWords.ALL.find(bytes, start, n);
        if (word != KnownWords.NONE) {
            String text = PathWords.ALL.word(word);
            add(text);
            meaning(text);
            return;
        }
        levelIsLast = false;
        unknown(bytes, start, n);
    }

    private void operation(byte[] bytes, int start, int n, boolean encoded) {
        int word;
        if (encoded) {
            // the dollar sign, as browsers write it
            template[length] = '$';
            int rest = Math.min(n - 3, 31);
            Bytes.copy(bytes, start + 3, template, length + 1, rest);
            word = PathWords.OPERATIONS.find(template, length, rest + 1);
        } else {
            word = PathWords.OPERATIONS.find(bytes, start, n);
        }
        operation = word == KnownWords.NONE ? "$other" : PathWords.OPERATIONS.word(word);
        add(operation);
    }

    private void meaning(String word) {
        levelIsLast = false;
        switch (word) {
            case "_history" -> history = true;
            case "_search" -> search = true;
            case "metadata" -> metadata = true;
            case "fhir",
                    "FHIR",
                    "fhir-server",
                    "baseR4",
                    "baseR5",
                    "baseDstu2",
                    "baseDstu3",
                    "hapi-fhir-jpaserver" ->
                    fhirBase = true;
            case "dicom-web",
                    "dicomweb",
                    "rs",
                    "wado-rs",
                    "qido-rs",
                    "stow-rs",
                    "wado",
                    "qido",
                    "stow" ->
                    dicomBase = true;
            case "studies", "series", "instances" -> {
                levels++;
                levelIsLast = true;
            }
            case "workitems" -> workitems = true;
            default -> {
                // a word without a meaning of its own
            }
        }
    }

    private void unknown(byte[] bytes, int start, int n) {
        if (type != FhirTypes.NONE && segmentsAfterType == 1 && !history) {
            idStart = start;
            idLength = n;
        }
        int digits = 0;
        int dots = 0;
        int hex = 0;
        int hyphens = 0;
        for (int i = start; i < start + n; i++) {
            int b = Bytes.u8(bytes, i);
            digits += b >= '0' && b <= '9' ? 1 : 0;
            dots += b == '.' ? 1 : 0;
            hex += Character.digit(b, 16) >= 0 ? 1 : 0;
            hyphens += b == '-' ? 1 : 0;
        }
        if (digits == n) {
            add("{n}");
        } else if (digits + dots == n && dots > 1) {
            uid |= levels > 0;
            add("{uid}");
        } else if (n == UUID_BYTES && hyphens == 4 && hex == n - 4) {
            add("{uuid}");
        } else if (hex == n && n >= HASH_DIGITS) {
            add("{hash}");
        } else if (!fhirBase && isFhirWord(bytes, start, n)) {
            fhirBase = true;
            add("{x}");
        } else {
            file(bytes, start, n);
        }
    }

    private static boolean isFhirWord(byte[] bytes, int start, int n) {
        return HeaderLines.find(bytes, start, start + n, "fhir") >= 0;
    }

    private void file(byte[] bytes, int start, int n) {
        int dot = -1;
        for (int i = start + n - 1; i > start && dot < 0; i--) {
            dot = Bytes.u8(bytes, i) == '.' ? i : -1;
        }
        int extension =
                dot < 0
                        ? KnownWords.NONE
                        : PathWords.EXTENSIONS.find(bytes, dot + 1, start + n - dot - 1);
        add("{x}");
        if (extension != KnownWords.NONE) {
            add(".");
            add(PathWords.EXTENSIONS.word(extension));
        }
    }

    private void add(String text) {
        if (length + text.length() <= template.length) {
            for (int i = 0; i < text.length(); i++) {
                template[length++] = (byte) text.charAt(i);
            }
        }
    }

    /// The template, "" where the target has no path.
    String path() {
        return path;
    }

    int hostStart() {
        return hostStart;
    }

    /// 0 where the target names no host.
    int hostLength() {
        return hostLength;
    }

    int queryStart() {
        return queryStart;
    }

    int queryLength() {
        return queryLength;
    }

    /// A segment says that FHIR is spoken here.
    boolean isFhirBase() {
        return fhirBase;
    }

    /// The first resource type, or [FhirTypes#NONE].
    int type() {
        return type;
    }

    int idStart() {
        return idStart;
    }

    /// Bytes of the resource's logical id, 0 without.
    int idLength() {
        return idLength;
    }

    String operation() {
        return operation;
    }

    /// The FHIR interaction (FHIR R4 section 3.1.0) that a request of this method asks for.
    String fhirInteraction(int method) {
        if (!operation.isEmpty()) {
            return "operation";
        }
        if (metadata) {
            return "capabilities";
        }
        if (search) {
            return "search";
        }
        boolean instance = idLength > 0;
        return switch (method) {
            case Methods.GET, Methods.HEAD -> {
                if (history) {
                    yield instance && segmentsAfterType > 2 ? "vread" : "history";
                }
                yield type == FhirTypes.NONE ? "" : instance ? "read" : "search";
            }
            case Methods.POST -> type == FhirTypes.NONE ? "batch" : "create";
            case Methods.PUT -> "update";
            case Methods.PATCH -> "patch";
            case Methods.DELETE -> "delete";
            default -> "";
        };
    }

    /// The DICOMweb transaction (PS3.18 sections 8 to 11) of a request of this method, or "".
    ///
    /// @param isDicom media types or the query say that it is one
    String dicomTransaction(int method, boolean isDicom) {
        if (workitems && (dicomBase || isDicom)) {
            return "ups-rs";
        }
        if (levels == 0 || !(dicomBase || isDicom || uid)) {
            return "";
        }
        if (method == Methods.POST || method == Methods.PUT) {
            return "stow-rs";
        }
        if (method != Methods.GET && method != Methods.HEAD) {
            return "";
        }
        return levelIsLast ? "qido-rs" : "wado-rs";
    }
}
