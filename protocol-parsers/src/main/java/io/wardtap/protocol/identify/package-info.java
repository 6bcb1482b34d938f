/// Which protocol a flow speaks: bytes decide, ports only raise the odds. Start with
/// [io.wardtap.protocol.identify.Protocols], the registry.
package io.wardtap.protocol.identify;
