package io.wardtap.protocol.http;

import io.wardtap.protocol.flow.Direction;

/// What a parser remembers of a connection: requests whose responses are to come, and what reads
/// the bodies at hand. Pooled; confined to one parser thread.
final class HttpConnection {
    /// Requests of a pipeline that are remembered; of more, responses stand alone.
    static final int MAX_EXCHANGES = 16;

    private final Exchange[] exchanges = new Exchange[MAX_EXCHANGES];

    /// For a response whose request was not seen.
    private Exchange orphan;

    /// Which end asks, as the latest head has shown.
    Direction client;

    BodyReader request;
    BodyReader response;

    /// Of the body that is coming from either end.
    Exchange sending;

    Exchange answering;

    /// A place for a request; what had it before is forgotten.
    Exchange begin(int number) {
        int slot = number % MAX_EXCHANGES;
        if (exchanges[slot] == null) {
            exchanges[slot] = new Exchange();
        }
        Exchange exchange = exchanges[slot];
        exchange.clear();
        exchange.number = number;
        exchange.open = true;
        return exchange;
    }

    /// The request of this number, or null.
    Exchange find(int number) {
        Exchange exchange = exchanges[number % MAX_EXCHANGES];
        return exchange != null && exchange.number == number ? exchange : null;
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
        for (Exchange exchange : exchanges) {
            if (exchange != null) {
                exchange.clear();
            }
        }
        client = null;
        sending = null;
        answering = null;
        request = null;
        response = null;
    }
}
