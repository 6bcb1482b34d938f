package io.wardtap.protocol.unit;

/// What every parser of one parser thread shares.
///
/// @param patientHash hashes patient identifiers, to count distinct patients; the key never leaves
///   the process
/// @param correlationHash hashes control ids, user names and the like into tokens that outputs may
///   show
/// @param names interned names of devices and systems
public record ParserContext(KeyedHash patientHash, KeyedHash correlationHash, NameInterner names) {}
