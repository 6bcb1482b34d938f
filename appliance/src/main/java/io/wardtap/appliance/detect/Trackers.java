package io.wardtap.appliance.detect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// A detector's state by key, bounded: the one used longest ago goes, counted. Analysis thread
/// only.
///
/// @param <K> what is tracked
/// @param <V> its state
public final class Trackers<K, V> {
    private final Map<K, V> map;
    private long evictions;

    public Trackers(int capacity) {
        this.map =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @java.io.Serial private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        boolean full = size() > capacity;
                        evictions += full ? 1 : 0;
                        return full;
                    }
                };
    }

    /// The state, or null.
    public V find(K key) {
        return map.get(key);
    }

    /// The state, made when it is new.
    public V get(K key, Function<K, V> create) {
        V found = map.get(key);
        if (found == null) {
            found = create.apply(key);
            map.put(key, found);
        }
        return found;
    }

    public void remove(K key) {
        map.remove(key);
    }

    public int size() {
        return map.size();
    }

    public long evictions() {
        return evictions;
    }
}
