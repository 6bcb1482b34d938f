package io.wardtap.protocol.json;

/// Told what a [JsonTokenizer] meets. Bytes are UTF-8, without quotes and escapes, and valid during
/// the call only.
public interface JsonListener {
    void onObjectStart();

    void onObjectEnd();

    void onArrayStart();

    void onArrayEnd();

    /// A member's name; what follows is its value.
    void onKey(byte[] bytes, int start, int length);

    /// A string; of a long one its first [JsonTokenizer#MAX_TEXT_BYTES].
    ///
    /// @param fullLength bytes of the whole string, escapes counted as what they stand for
    void onText(byte[] bytes, int start, int length, long fullLength);

    /// A number, `true`, `false` or `null`.
    ///
    /// @param first its first byte
    void onScalar(int first);
}
