/// Philips IntelliVue patient monitors: the Data Export interface over UDP. Start with
/// [io.wardtap.protocol.intellivue.Intellivue].
package io.wardtap.protocol.intellivue;
