/// JSON (RFC 8259) as a stream of tokens over bytes, in whatever pieces they come: nothing is
/// built, nothing allocated. Start with [io.wardtap.protocol.json.JsonTokenizer]. Depends on bytes
/// only.
package io.wardtap.protocol.json;
