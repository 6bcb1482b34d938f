package io.wardtap.protocol.tunnel;

import java.util.List;

/// Kinds of tunnels, with their public names (`tunnels` of summary.json), and what of a tunnel
/// tells one realm of inner addresses from another. Only what both directions of a conversation
/// share may do that, or its halves would be two flows.
public enum TunnelKind {
    /// Labels are each direction's own, and the last router takes them off early.
    MPLS("mpls", Realm.ANY),
    PPPOE("pppoe", Realm.KEY),
    GRE("gre", Realm.ENDS_AND_KEY),
    NVGRE("nvgre", Realm.KEY),
    /// A long cable to the mirror port: directions may come from different switches and sessions.
    ERSPAN("erspan", Realm.ANY),
    VXLAN("vxlan", Realm.KEY),
    GENEVE("geneve", Realm.KEY),
    IPIP("ipip", Realm.ENDS_AND_KEY),
    SIX_IN_FOUR("6in4", Realm.ENDS_AND_KEY),
    /// Without a key: each direction has its own tunnel endpoint identifier.
    GTP("gtp", Realm.ENDS_AND_KEY),
    /// Inner addresses are of the global internet; peers change between server and relay.
    TEREDO("teredo", Realm.ANY);

    /// What tells realms apart.
    enum Realm {
        /// Nothing: inside is the same realm as outside.
        ANY,
        /// The number of the network (VNI, VSID, session), wherever its ends are at the moment.
        KEY,
        /// The pair of outer addresses, and the key where there is one.
        ENDS_AND_KEY
    }

    /// In order of their ordinals.
    public static final List<TunnelKind> ALL = List.of(values());

    private final String label;
    final Realm realm;

    TunnelKind(String label, Realm realm) {
        this.label = label;
        this.realm = realm;
    }

    /// The public name.
    public String label() {
        return label;
    }

    /// The kind's bit in a set of kinds.
    public int bit() {
        return 1 << ordinal();
    }
}
