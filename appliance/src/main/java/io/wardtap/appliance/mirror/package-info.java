/// Judges a mirror port by what arrives on it, for `wardtap doctor`. Start with
/// [io.wardtap.appliance.mirror.MirrorExam], which is shown every packet, and
/// [io.wardtap.appliance.mirror.MirrorVerdict], which puts it into sentences. Not part of the way
/// of the data.
package io.wardtap.appliance.mirror;
