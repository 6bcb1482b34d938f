package io.wardtap.protocol.flow;

/// The flows of each idle class by last activity. Flows are meant by index + 1, 0 is none. Confined
/// to the lane's thread; allocates nothing.
final class IdleLists {
    private final FlowRecords records;
    private final int[] oldest;
    private final int[] newest;

    IdleLists(FlowRecords records, int lists) {
        this.records = records;
        this.oldest = new int[lists];
        this.newest = new int[lists];
    }

    int oldest(int list) {
        return oldest[list];
    }

    boolean isNewest(Flow flow) {
        return newest[flow.idleClass()] == flow.index + 1;
    }

    /// Puts the flow behind all others of the class.
    void link(Flow flow, int list) {
        int self = flow.index + 1;
        int before = newest[list];
        flow.link(list, before);
        if (before != 0) {
            newer(before, self);
        } else {
            oldest[list] = self;
        }
        newest[list] = self;
    }

    void unlink(Flow flow) {
        long links = flow.links();
        int older = (int) (links >>> 32);
        int newer = (int) links;
        if (older != 0) {
            newer(older, newer);
        } else {
            oldest[flow.idleClass()] = newer;
        }
        if (newer != 0) {
            older(newer, older);
        } else {
            newest[flow.idleClass()] = older;
        }
    }

    private void newer(int of, int is) {
        long[] words = records.chunk(of - 1);
        int at = FlowRecords.at(of - 1) + FlowLayout.LINKS;
        words[at] = FlowLayout.withLow(words[at], is);
    }

    private void older(int of, int is) {
        long[] words = records.chunk(of - 1);
        int at = FlowRecords.at(of - 1) + FlowLayout.LINKS;
        words[at] = FlowLayout.withHigh(words[at], is);
    }
}
