package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class TablesTest {
    @Property(tries = 200)
    void longTableHoldsWhatAMapHolds(
            @ForAll @Size(max = 400) List<@LongRange(min = 1, max = 200) Long> keys) {
        LongTable<Long> table = new LongTable<>();
        Map<Long, Long> map = new HashMap<>();
        for (long key : keys) {
            if (key % 3 == 0) {
                table.remove(key / 3);
                map.remove(key / 3);
            } else {
                table.put(key, key * 7);
                map.put(key, key * 7);
            }
        }

        assertThat(table.size()).isEqualTo(map.size());
        for (long key = 1; key <= 200; key++) {
            assertThat(table.find(key)).isEqualTo(map.get(key));
        }
    }

    @Property(tries = 200)
    void hashSetCountsDistinctHashes(@ForAll @Size(max = 300) List<Long> hashes) {
        HashSet64 counted = new HashSet64(1000);
        hashes.forEach(counted::add);

        assertThat(counted.size()).isEqualTo(new HashSet<>(hashes).size());
        assertThat(counted.isLowerBound()).isFalse();
    }

    @Test
    void hashSetSaysWhenItIsALowerBound() {
        HashSet64 counted = new HashSet64(3);
        counted.add(0);
        counted.add(5);
        counted.add(6);
        counted.add(5);
        assertThat(counted.isLowerBound()).isFalse();
        counted.add(7);

        assertThat(counted.size()).isEqualTo(3);
        assertThat(counted.isLowerBound()).isTrue();
    }

    @Test
    void addressInternerFindsTheSameObjectAndStartsOverWhenFull() {
        AddressInterner interner = new AddressInterner(16);
        Address first = interner.intern(0, 1);
        assertThat(interner.intern(0, 1)).isSameAs(first);
        Set<Address> all = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            all.add(interner.intern(i % 7, i));
        }

        assertThat(all).hasSize(1000);
        assertThat(interner.intern(0, 1)).isEqualTo(first);
    }
}
