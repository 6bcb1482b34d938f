/// Trouble with HL7 v2 interfaces.
package io.wardtap.appliance.detect.hl7;
