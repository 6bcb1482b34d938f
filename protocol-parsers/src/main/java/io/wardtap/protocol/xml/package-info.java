/// XML 1.0 as a stream of tokens over bytes, in whatever pieces they come: nothing is built, no
/// entity is expanded, nothing allocated. Start with [io.wardtap.protocol.xml.XmlTokenizer], or
/// with [io.wardtap.protocol.xml.XmlTags] where the bytes lie in one piece and positions are
/// wanted. Depends on bytes only.
package io.wardtap.protocol.xml;
