/// What the protocols of laboratory, point of care and bedside devices have in common: the facts
/// that inventory, exposure and rules need of any of them, and checks of names. Start with
/// [io.wardtap.protocol.medical.MedicalFacts]. Depends on bytes, phi and unit.
package io.wardtap.protocol.medical;
