package io.wardtap.protocol.net;

import io.wardtap.protocol.fuzz.FuzzInput;
import io.wardtap.protocol.net.Defragmenter.Outcome;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a [Defragmenter] with pages enough has to do with each fragment, by the simplest means: one
/// [DatagramModel] a datagram, the oldest first. For [DefragmenterFuzz].
final class DatagramModels {
    private record Key(int version, int protocol, int identification) {}

    private final FragmentLimits limits;
    private final Map<Key, DatagramModel> waiting = new LinkedHashMap<>();
    long opened;

    DatagramModels(FragmentLimits limits) {
        this.limits = limits;
    }

    void add(IpFragment fragment, int kind, long nowNs, Outcome outcome, Defragmenter seen) {
        int length = fragment.more ? fragment.wireLength & ~7 : fragment.wireLength;
        int header = fragment.version == 4 ? fragment.headerBytes : 0;
        if (length == 0 || fragment.offset + length + header > 65_535) {
            FuzzInput.check(outcome == Outcome.REFUSED, "an impossible fragment was taken");
            FuzzInput.check(seen.conflictOffset(), -1, "conflict");
            return;
        }
        FuzzInput.check(outcome != Outcome.REFUSED, "a fragment was refused");
        Iterator<DatagramModel> oldest = waiting.values().iterator();
        while (oldest.hasNext() && nowNs - oldest.next().firstNs > limits.timeoutNs()) {
            oldest.remove();
        }
        int protocol = fragment.version == 4 ? fragment.protocol : 0;
        Key key = new Key(fragment.version, protocol, fragment.identification);
        DatagramModel model = waiting.get(key);
        if (model == null) {
            if (waiting.size() == limits.datagrams()) {
                waiting.remove(waiting.keySet().iterator().next());
            }
            model = new DatagramModel(fragment.version, nowNs);
            waiting.put(key, model);
            opened++;
        }
        model.add(fragment, length, kind);
        FuzzInput.check(seen.conflictOffset(), model.conflict, "conflict");
        FuzzInput.check(
                (outcome == Outcome.COMPLETE) == model.isComplete(),
                "complete " + outcome + " at offset " + fragment.offset);
        if (outcome == Outcome.COMPLETE) {
            model.compare(seen);
            waiting.remove(key);
        }
        FuzzInput.check(seen.waiting(), waiting.size(), "datagrams that wait");
    }
}
