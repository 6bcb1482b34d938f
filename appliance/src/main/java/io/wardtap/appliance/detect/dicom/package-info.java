/// Misuse of DICOM services.
package io.wardtap.appliance.detect.dicom;
