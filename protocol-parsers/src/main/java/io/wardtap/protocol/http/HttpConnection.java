package io.wardtap.protocol.http;

import io.wardtap.protocol.flow.Direction;

/// What a parser remembers of a connection: requests whose responses are to come, and what reads
/// the bodies at hand. Pooled; confined to one parser thread.
final class HttpConnection {
    /// Requests of a pipeline that are remembered; of more, responses stand alone.
    static final int MAX_EXCHANGES = 8;

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

    /// A place for a request: one whose exchange is over, else a new one, else that of the request
    /// waiting longest.
    Exchange begin(int number) {
        Exchange exchange = free();
        if (exchange == null && count < MAX_EXCHANGES) {
            exchange = new Exchange();
            exchanges[count++] = exchange;
        } else if (exchange == null) {
            exchange = exchanges[number % MAX_EXCHANGES];
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
