package io.wardtap.protocol.xml;

/// Told what an [XmlTokenizer] meets. Names come without their prefix; bytes are valid during the
/// call only.
public interface XmlListener {
    void onStart(byte[] bytes, int start, int length);

    /// An attribute of the element that began last.
    ///
    /// @param name where its name lies in `names`
    void onAttribute(
            byte[] names, int name, int nameLength, byte[] bytes, int start, int length, long full);

    /// Text between tags that is more than white space; of a long one its first
    /// [XmlTokenizer#MAX_TEXT_BYTES].
    void onText(byte[] bytes, int start, int length, long fullLength);

    /// The element that began last and has not ended ends.
    void onEnd();
}
