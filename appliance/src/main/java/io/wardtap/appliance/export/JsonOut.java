package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.observe.Address;

import java.io.IOException;
import java.util.List;

/// Fields of events as all writers of JSON write them: times, addresses, MACs, hashes, names from
/// the wire. Empty texts and lists leave their field out. The last guard of the allow-list: a text
/// that is not of its field's shape is masked here. Confined to one thread; caches the texts of
/// addresses and MACs in tables of fixed size.
final class JsonOut {
    /// Stands for a value whose shape was not its field's.
    static final String MASKED = "masked";

    private static final int ADDRESSES = 4096;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    final JsonGenerator json;
    private final Rfc3339 times = new Rfc3339();
    private final char[] scratch = new char[40];
    private final Address[] addressKeys = new Address[ADDRESSES];
    private final SerializedString[] addressTexts = new SerializedString[ADDRESSES];
    private final long[] macKeys = new long[ADDRESSES];
    private final SerializedString[] macTexts = new SerializedString[ADDRESSES];

    JsonOut(JsonGenerator json) {
        this.json = json;
    }

    static SerializedString key(String name) {
        return new SerializedString(name);
    }

    void object(SerializableString name) throws IOException {
        json.writeFieldName(name);
        json.writeStartObject();
    }

    void end() throws IOException {
        json.writeEndObject();
    }

    /// A number that is not there while it is negative.
    void known(SerializableString name, long value) throws IOException {
        if (value >= 0) {
            number(name, value);
        }
    }

    /// A count that is left out when it is none.
    void counted(SerializableString name, long value) throws IOException {
        if (value > 0) {
            number(name, value);
        }
    }

    /// A flag that is left out when it is not set.
    void flagged(SerializableString name, boolean value) throws IOException {
        if (value) {
            flag(name, true);
        }
    }

    void raw(SerializableString name, SerializableString rendered) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(rendered);
    }

    void constant(SerializableString name, SerializableString value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    /// A text of ours, such as a label or an explanation; cut at `limit` characters.
    void text(SerializableString name, String value, int limit) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeFieldName(name);
            json.writeString(clean(value, limit));
        }
    }

    /// A name of a device or system, as it came from the wire.
    void name(SerializableString name, String value) throws IOException {
        text(name, value, 256);
    }

    void names(SerializableString name, List<String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.writeFieldName(name);
        json.writeStartArray();
        for (int i = 0; i < values.size(); i++) {
            json.writeString(clean(values.get(i), 256));
        }
        json.writeEndArray();
    }

    /// A DICOM unique identifier (PS3.5 9.1): digits and dots, at most 64.
    void uid(SerializableString name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeFieldName(name);
            json.writeString(isUid(value) ? value : MASKED);
        }
    }

    void uids(SerializableString name, List<String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.writeFieldName(name);
        json.writeStartArray();
        for (int i = 0; i < values.size(); i++) {
            json.writeString(isUid(values.get(i)) ? values.get(i) : MASKED);
        }
        json.writeEndArray();
    }

    void number(SerializableString name, long value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value);
    }

    void flag(SerializableString name, boolean value) throws IOException {
        json.writeFieldName(name);
        json.writeBoolean(value);
    }

    /// An instant, nanoseconds since 1970.
    void time(SerializableString name, long epochNs) throws IOException {
        json.writeFieldName(name);
        json.writeString(scratch, 0, times.format(epochNs, scratch, 0));
    }

    /// Nanoseconds as milliseconds with three decimals.
    void millis(SerializableString name, long ns) throws IOException {
        long micros = Math.max(0, ns) / 1000;
        int at = scratch.length;
        for (int i = 0; i < 3; i++, micros /= 10) {
            scratch[--at] = (char) ('0' + micros % 10);
        }
        scratch[--at] = '.';
        do {
            scratch[--at] = (char) ('0' + micros % 10);
            micros /= 10;
        } while (micros > 0);
        json.writeFieldName(name);
        json.writeNumber(scratch, at, scratch.length - at);
    }

    /// A keyed hash as 16 hexadecimal digits; 0 means there is none.
    void hash(SerializableString name, long hash) throws IOException {
        if (hash != 0) {
            json.writeFieldName(name);
            hex(hash, 16, 0);
            json.writeString(scratch, 0, 16);
        }
    }

    /// A 16-bit code as `0x0000`.
    void code(SerializableString name, int code) throws IOException {
        scratch[0] = '0';
        scratch[1] = 'x';
        for (int i = 0; i < 4; i++) {
            scratch[2 + i] = Character.toUpperCase(HEX[code >>> 12 - 4 * i & 0xF]);
        }
        json.writeFieldName(name);
        json.writeString(scratch, 0, 6);
    }

    /// A ratio or confidence, rounded to three decimals so that it reads well.
    void ratio(SerializableString name, double value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(Math.round(value * 1000) / 1000.0);
    }

    void ip(SerializableString name, Address address) throws IOException {
        if (address != null) {
            json.writeFieldName(name);
            json.writeString(ip(address));
        }
    }

    SerializedString ip(Address address) {
        int slot = (int) (mix(address.high() * 31 + address.low()) & ADDRESSES - 1);
        if (!address.equals(addressKeys[slot])) {
            addressKeys[slot] = address;
            addressTexts[slot] = new SerializedString(address.toString());
        }
        return addressTexts[slot];
    }

    /// Upper case with hyphens; 0 means unknown and leaves the field out.
    void mac(SerializableString name, long mac) throws IOException {
        if (mac == 0) {
            return;
        }
        int slot = (int) (mix(mac) & ADDRESSES - 1);
        if (macKeys[slot] != mac) {
            macKeys[slot] = mac;
            macTexts[slot] = new SerializedString(Macs.text(mac));
        }
        json.writeFieldName(name);
        json.writeString(macTexts[slot]);
    }

    private void hex(long value, int digits, int at) {
        for (int i = 0; i < digits; i++) {
            scratch[at + i] = HEX[(int) (value >>> 4 * (digits - 1 - i)) & 0xF];
        }
    }

    private static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return mixed >>> 40;
    }

    private static boolean isUid(String value) {
        if (value.length() > 64) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /// The text without control characters and half surrogates, at most `limit` characters long;
    /// the same string when there is nothing to do.
    static String clean(String value, int limit) {
        int length = Math.min(value.length(), limit);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return rewritten(value, length);
            }
        }
        return length == value.length() ? value : value.substring(0, length);
    }

    private static String rewritten(String value, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; ) {
            int c = value.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (next > length || half || Character.isISOControl(c)) {
                text.append('?');
            } else {
                text.appendCodePoint(c);
            }
            i = next;
        }
        return text.toString();
    }
}
