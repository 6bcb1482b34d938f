/// DICOM Upper Layer (PS3.8) and DIMSE (PS3.7): framer, parser, data set walk. Editions: 2024 and
/// before. Start with [io.wardtap.protocol.dicom.Dicom].
package io.wardtap.protocol.dicom;
