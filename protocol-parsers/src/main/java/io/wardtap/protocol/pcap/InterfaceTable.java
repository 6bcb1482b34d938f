package io.wardtap.protocol.pcap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The interfaces of a pcapng capture: those of the present section by their number there, and all
/// by their index within the capture. An interface that a later section describes again, by the
/// same name (without one, at the same number) and link type, keeps its index, so that a capture of
/// many sections stays small. Bounded.
final class InterfaceTable {
    /// Far more than a machine has; a table that grows beyond is an attack on memory.
    static final int MAX_INTERFACES = 4096;

    private record Key(String name, int number, int linkType) {}

    private InterfaceDescription[] section = new InterfaceDescription[4];
    private int sectionSize;
    private final List<InterfaceDescription> all = new ArrayList<>();
    private final Map<Key, Integer> indexes = new HashMap<>();

    void beginSection() {
        sectionSize = 0;
    }

    /// Adds the section's next interface.
    ///
    /// @return false when there are too many
    boolean add(InterfaceDescription described) {
        if (sectionSize == MAX_INTERFACES) {
            return false;
        }
        String name = described.name();
        Key key = new Key(name, name == null ? sectionSize : -1, described.linkType());
        Integer known = indexes.get(key);
        if (known == null && all.size() == MAX_INTERFACES) {
            return false;
        }
        InterfaceDescription indexed = described.withIndex(known == null ? all.size() : known);
        if (known == null) {
            indexes.put(key, all.size());
            all.add(indexed);
        }
        if (sectionSize == section.length) {
            section = Arrays.copyOf(section, sectionSize * 2);
        }
        section[sectionSize++] = indexed;
        return true;
    }

    /// The section's interface of this number, or null.
    InterfaceDescription ofSection(long number) {
        return number < sectionSize ? section[(int) number] : null;
    }

    int size() {
        return all.size();
    }

    InterfaceDescription get(int index) {
        return all.get(index);
    }
}
