package io.wardtap.protocol.http;

import io.wardtap.protocol.dicom.Part10Facts;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.http.HttpFacts.Kind;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.FlowStates;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.ArrayDeque;

/// Reads the units of [HttpFramer] into [HttpFacts].
///
/// - A transaction is told once, when its response has ended, or when none will come.
/// - Patient data that a request carries, in its target or body, is told when the request has
///   ended, since it goes the other way; of a body with parts each part is told by itself, and of a
///   long body as many patients as one message can tell of.
///
/// Confined to one parser thread; allocates nothing once warm.
public final class HttpParser implements ProtocolParser {
    /// Connections followed at once by one parser; of those beyond nothing is read.
    public static final int MAX_CONNECTIONS = 1 << 15;

    /// Bodies read at once by one parser; others are not read, and counted.
    public static final int MAX_BODIES = 256;

    /// Values of DICOM files that are read at once, bytes.
    private static final long DICOM_BYTES = 16L << 20;

    private final HeadReader heads;
    private final QueryReader query;
    private final ParserContext context;
    private final Part10Facts files;
    private final UnitAssembler assembler = new UnitAssembler(DICOM_BYTES);
    private final ArrayDeque<BodyReader> readers = new ArrayDeque<>();
    private int readersMade;
    private long unreadBodies;
    final HttpConnection.Spare spare = new HttpConnection.Spare();
    private final FlowStates<HttpConnection> connections =
            new FlowStates<>(MAX_CONNECTIONS, () -> new HttpConnection(spare));

    public HttpParser(ParserContext context) {
        this.context = context;
        query = new QueryReader(context.patientHash());
        heads = new HeadReader(context, query);
        files = new Part10Facts(context);
    }

    @Override
    public void onUnit(
            long flow,
            int type,
            Direction from,
            long timeNs,
            byte[] bytes,
            int start,
            int length,
            long detail,
            Facts facts) {
        if (!(facts instanceof HttpFacts found)) {
            return;
        }
        HttpConnection connection = connections.get(flow);
        if (connection == null) {
            return;
        }
        int number = Http.number(detail);
        boolean whole = (detail & Http.NO_BODY) != 0;
        switch (type) {
            case Http.REQUEST -> {
                // one whose end was shed is told no more
                finish(connection.request);
                connection.request = null;
                connection.client = from;
                Exchange exchange = connection.begin(number);
                heads.request(bytes, start, length, exchange);
                exchange.incomplete |= (detail & Http.HEAD_CUT) != 0;
                connection.sending = exchange;
                if (whole) {
                    requestEnded(connection, timeNs, found);
                }
            }
            case Http.RESPONSE -> {
                boolean alone = (detail & Http.NO_REQUEST) != 0;
                Exchange exchange = alone ? null : connection.find(number);
                exchange = exchange == null ? connection.orphan() : exchange;
                finish(connection.response);
                connection.response = null;
                connection.client = from.opposite();
                connection.answering = exchange;
                heads.response(bytes, start, length, exchange);
                exchange.incomplete |= (detail & Http.HEAD_CUT) != 0;
                if (exchange.requestEndNs >= 0) {
                    exchange.latencyNs = Math.max(0, timeNs - exchange.requestEndNs);
                }
                if (whole) {
                    answered(connection, found);
                }
            }
            case Http.BODY -> body(connection, from, bytes, start, length, detail, found);
            case Http.REQUEST_END -> {
                if (connection.sending != null) {
                    connection.sending.requestBytes = Http.bodyBytes(detail);
                    connection.sending.incomplete |= (detail & Http.INCOMPLETE) != 0;
                    requestEnded(connection, timeNs, found);
                }
            }
            case Http.RESPONSE_END -> {
                if (connection.answering != null) {
                    connection.answering.responseBytes = Http.bodyBytes(detail);
                    connection.answering.incomplete |= (detail & Http.INCOMPLETE) != 0;
                    answered(connection, found);
                }
            }
            case Http.UNANSWERED -> {
                Exchange exchange = connection.find(number);
                if (exchange != null && exchange.status < 0) {
                    tell(exchange, found);
                    exchange.open = false;
                }
            }
            default -> {
                // no other type comes from the framer
            }
        }
    }

    /// Units of this direction are missing: what is being read of its body is not read on.
    @Override
    public void onLost(long flow, Direction from) {
        HttpConnection connection = connections.find(flow);
        if (connection != null) {
            finish(connection.request);
            finish(connection.response);
            connection.request = null;
            connection.response = null;
        }
    }

    @Override
    public void onFlowEnd(long flow) {
        HttpConnection connection = connections.remove(flow);
        if (connection != null) {
            finish(connection.request);
            finish(connection.response);
            connection.clear();
            connections.recycle(connection);
        }
    }

    /// Bodies that were not read for want of readers.
    public long unreadBodies() {
        return unreadBodies;
    }

    private void body(
            HttpConnection connection,
            Direction from,
            byte[] bytes,
            int start,
            int length,
            long detail,
            HttpFacts found) {
        boolean isRequest = from == connection.client;
        Exchange exchange = isRequest ? connection.sending : connection.answering;
        if (exchange == null) {
            return;
        }
        BodyReader reader = isRequest ? connection.request : connection.response;
        if ((detail & Http.FIRST) != 0) {
            if (reader != null) {
                // the part before has ended with this one's beginning
                content(exchange, reader, isRequest, true, found);
            } else {
                reader = take();
            }
            if (isRequest) {
                connection.request = reader;
            } else {
                connection.response = reader;
            }
            if (reader != null) {
                boolean compressed = (detail & Http.COMPRESSED) != 0;
                reader.begin(exchange, isRequest, Http.form(detail), compressed);
            }
        }
        if (reader == null) {
            return;
        }
        reader.onPiece(bytes, start, length);
        if (reader.isCrowded() && found.kind == Kind.NONE) {
            reader.tell(found.phi);
            told(exchange, isRequest, found);
        }
    }

    /// Tells of a part, when there is something in it.
    private static void content(
            Exchange exchange,
            BodyReader reader,
            boolean isRequest,
            boolean whole,
            HttpFacts found) {
        if (reader.end(found.phi, whole)) {
            told(exchange, isRequest, found);
        }
    }

    private static void told(Exchange exchange, boolean isRequest, HttpFacts found) {
        found.kind = Kind.CONTENT;
        found.fromClient = isRequest;
        exchange.all.add(found.phi, 0);
        exchange.fill(found);
    }

    private void requestEnded(HttpConnection connection, long timeNs, HttpFacts found) {
        Exchange exchange = connection.sending;
        exchange.requestEndNs = timeNs;
        finishRequest(connection, found, true);
    }

    /// The request's body is over: tells what it and the target say of patients.
    private void finishRequest(HttpConnection connection, HttpFacts found, boolean whole) {
        Exchange exchange = connection.sending;
        if (exchange == null) {
            return;
        }
        BodyReader reader = connection.request;
        boolean counts = false;
        if (reader != null) {
            counts = reader.end(found.phi, whole && !exchange.incomplete);
            readers.push(reader);
            connection.request = null;
        }
        if (exchange.phi.any()) {
            found.phi.add(exchange.phi, 0);
            exchange.phi.clear();
            counts = true;
        }
        if (counts) {
            told(exchange, true, found);
        }
        connection.sending = null;
        exchange.open &= exchange.status < 0 || exchange == connection.answering;
    }

    private void answered(HttpConnection connection, HttpFacts found) {
        Exchange exchange = connection.answering;
        if (connection.response != null) {
            connection.response.end(found.phi, !exchange.incomplete);
            readers.push(connection.response);
            connection.response = null;
        }
        connection.answering = null;
        tell(exchange, found);
        // an answer may come before the request's end: its place is taken until then
        exchange.open = exchange == connection.sending;
    }

    private static void tell(Exchange exchange, HttpFacts found) {
        found.kind = Kind.TRANSACTION;
        found.fromClient = false;
        exchange.fill(found);
        found.transactionPhi.add(found.phi, 0);
        found.transactionPhi.add(exchange.all, 0);
    }

    private BodyReader take() {
        BodyReader reader = readers.poll();
        if (reader == null) {
            if (readersMade == MAX_BODIES) {
                unreadBodies++;
                return null;
            }
            readersMade++;
            reader = new BodyReader(context.patientHash(), assembler, files, query);
        }
        return reader;
    }

    private void finish(BodyReader reader) {
        if (reader != null) {
            reader.abandon();
            readers.push(reader);
        }
    }
}
