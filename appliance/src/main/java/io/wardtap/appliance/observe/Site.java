package io.wardtap.appliance.observe;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The site: who watches, and which addresses are whose. Immutable, any thread.
///
/// @param name goes into derived identifiers
/// @param sensor this Wardtap's name at the site
/// @param networks the site's own prefixes; empty when nobody has declared them
/// @param partners prefixes of others that may get patient data
/// @param zones prefixes by zone name; without any, all is one zone
/// @param timezone of the hours of the week in baselines and of the daily digest
public record Site(
        String name,
        String sensor,
        List<Cidr> networks,
        List<Cidr> partners,
        Map<String, List<Cidr>> zones,
        ZoneId timezone) {
    private static final List<Cidr> PRIVATE =
            parse("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");
    private static final List<Cidr> MULTICAST = parse("224.0.0.0/4", "255.255.255.255", "ff00::/8");
    private static final List<Cidr> LOCAL =
            parse("127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8", "::1", "::", "fe80::/10");

    public Site {
        networks = List.copyOf(networks);
        partners = List.copyOf(partners);
        Map<String, List<Cidr>> copy = new LinkedHashMap<>();
        zones.forEach((zone, prefixes) -> copy.put(zone, List.copyOf(prefixes)));
        zones = Collections.unmodifiableMap(copy);
    }

    /// A site about which nothing is declared.
    public static Site defaults() {
        return new Site("site", "sensor", List.of(), List.of(), Map.of(), ZoneOffset.UTC);
    }

    /// Whether anybody has said which networks are the site's own. Until then, rules about the
    /// outside are at most medium.
    public boolean networksDeclared() {
        return !networks.isEmpty();
    }

    public boolean zonesDeclared() {
        return !zones.isEmpty();
    }

    /// The longest matching prefix decides between own networks and partners.
    public AddressScope scopeOf(Address address) {
        int own = longest(networks, address);
        int partner = longest(partners, address);
        if (own >= 0 || partner >= 0) {
            return partner > own ? AddressScope.PARTNER : AddressScope.INTERNAL;
        }
        if (longest(MULTICAST, address) >= 0) {
            return AddressScope.MULTICAST;
        }
        if (longest(LOCAL, address) >= 0) {
            return AddressScope.LOCAL;
        }
        return !networksDeclared() && longest(PRIVATE, address) >= 0
                ? AddressScope.INTERNAL
                : AddressScope.EXTERNAL;
    }

    /// The zone of an address by its longest matching prefix, "" outside all.
    public String zoneOf(Address address) {
        String best = "";
        int bits = -1;
        for (Map.Entry<String, List<Cidr>> zone : zones.entrySet()) {
            int found = longest(zone.getValue(), address);
            if (found > bits) {
                bits = found;
                best = zone.getKey();
            }
        }
        return best;
    }

    private static int longest(List<Cidr> prefixes, Address address) {
        int best = -1;
        for (int i = 0; i < prefixes.size(); i++) {
            Cidr prefix = prefixes.get(i);
            if (prefix.bits() > best && prefix.contains(address)) {
                best = prefix.bits();
            }
        }
        return best;
    }

    private static List<Cidr> parse(String... prefixes) {
        List<Cidr> parsed = new ArrayList<>();
        for (String prefix : prefixes) {
            parsed.add(Cidr.parse(prefix));
        }
        return List.copyOf(parsed);
    }
}
