package io.wardtap.appliance.pipeline;

/// Whether the VLAN tells flows apart.
public enum VlanKey {
    /// Never: both directions of a flow may have tags of their own, as mirrors with one VLAN for
    /// what a port receives and one for what it sends have.
    OFF,

    /// Always: the same addresses in two VLANs are different hosts.
    ON,

    /// When one direction of a flow is seen in two VLANs and the packets cannot belong to one
    /// connection.
    AUTO
}
