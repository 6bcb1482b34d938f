package io.wardtap.protocol.dicom;

/// The DICOM protocol's registry entry and unit types.
public final class Dicom {
    private Dicom() {}
}
