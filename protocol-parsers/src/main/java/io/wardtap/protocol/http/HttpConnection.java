package io.wardtap.protocol.http;

import io.wardtap.protocol.flow.Direction;

/// What a parser remembers of a connection: requests whose responses are to come, and what reads
/// the bodies at hand. Pooled; confined to one parser thread.
final class HttpConnection {
    /// Requests of a pipeline that are remembered; of more, responses stand alone.
    static final int MAX_EXCHANGES = 8;

    /// Each connection has so many, whatever others need: one is asked while another is answered.
    static final int OWN_EXCHANGES = 2;

    /// What all connections of a parser have beyond their own: few clients send pipelines, and
    /// those who send very many are not to fill the memory. One parser thread.
    static final class Spare {
        /// Of all connections together.
        static final int EXCHANGES = 1 << 14;

        private int left = EXCHANGES;

        private boolean take() {
            if (left == 0) {
                return false;
            }
            left--;
            return true;
        }

        int left() {
            return left;
        }
    }

    private final Spare spare;
    private final Exchange[] exchanges = new Exchange[MAX_EXCHANGES];
    private int count;

    /// For a response whose request was not seen.
    private Exchange orphan;

    /// Which end asks, as the latest head has shown.
    Direction client;

    BodyReader request;
    BodyReader response;

    /// Of the body that is coming from either end.
    Exchange sending;

    Exchange answering;

    HttpConnection(Spare spare) {
        this.spare = spare;
    }

    /// A place for a request: one whose exchange is over, else a new one, else that of the request
    /// waiting longest.
    Exchange begin(int number) {
        Exchange exchange = free();
        if (exchange == null && count < MAX_EXCHANGES && (count < OWN_EXCHANGES || spare.take())) {
            exchange = new Exchange();
            exchanges[count++] = exchange;
        } else if (exchange == null) {
            exchange = oldest(number);
        }
        exchange.clear();
        exchange.number = number;
        exchange.open = true;
        return exchange;
    }

    private Exchange free() {
        for (int i = 0; i < count; i++) {
            if (!exchanges[i].open) {
                return exchanges[i];
            }
        }
        return null;
    }

    /// Not one whose response is coming.
    private Exchange oldest(int number) {
        Exchange oldest = null;
        int age = -1;
        for (int i = 0; i < count; i++) {
            int since = number - exchanges[i].number & 0xFFFF;
            if (exchanges[i] != answering && since > age) {
                oldest = exchanges[i];
                age = since;
            }
        }
        return oldest;
    }

    /// The request of this number, or null.
    Exchange find(int number) {
        for (int i = 0; i < count; i++) {
            if (exchanges[i].number == number && exchanges[i].open) {
                return exchanges[i];
            }
        }
        return null;
    }

    Exchange orphan() {
        if (orphan == null) {
            orphan = new Exchange();
        }
        orphan.clear();
        orphan.open = true;
        return orphan;
    }

    void clear() {
        for (int i = OWN_EXCHANGES; i < count; i++) {
            exchanges[i] = null;
            spare.left++;
        }
        count = Math.min(count, OWN_EXCHANGES);
        for (int i = 0; i < count; i++) {
            exchanges[i].clear();
        }
        client = null;
        sending = null;
        answering = null;
        request = null;
        response = null;
    }
}
