/// HL7 version 2 over MLLP: framer, tokenizer, parser. Start with [io.wardtap.protocol.hl7.Hl7].
package io.wardtap.protocol.hl7;
