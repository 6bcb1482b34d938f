/// Signs of patients' data in cleartext of no known protocol: what kinds there are, never what they
/// say. Start with [io.wardtap.protocol.cleartext.PersonSigns]. Heuristics of our own after the
/// free-text rules of the reference; no standard.
package io.wardtap.protocol.cleartext;
