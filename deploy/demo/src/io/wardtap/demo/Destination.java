package io.wardtap.demo;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.llp.LLPException;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.util.Terser;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// A peer that messages are sent to over one connection that stays open. A message that is not
/// accepted stays at the head of the queue until it is sent again, as interface engines do.
/// Confined to the station's sending thread.
final class Destination {
    private final Messages.Route route;
    private final Connection connection;
    private final StationLog log;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private boolean held;

    Destination(HapiContext context, String host, int port, Messages.Route route, StationLog log)
            throws HL7Exception {
        this.route = route;
        this.connection = context.newClient(host, port, false);
        this.log = log;
    }

    Messages.Route route() {
        return route;
    }

    /// Sends now, or later when an earlier message still waits.
    void offer(Message message) throws HL7Exception, IOException, LLPException {
        waiting.add(message);
        if (!held) {
            sendWaiting();
        }
    }

    /// Tries the waiting messages again.
    void retry() throws HL7Exception, IOException, LLPException {
        held = false;
        sendWaiting();
    }

    void close() throws IOException {
        connection.close();
    }

    private void sendWaiting() throws HL7Exception, IOException, LLPException {
        while (!held && !waiting.isEmpty()) {
            Message message = waiting.peek();
            Message answer = connection.getInitiator().sendAndReceive(message);
            log.exchanged(message, answer);
            if (Terser.get((Segment) answer.get("MSA"), 1, 0, 1, 1).equals("AA")) {
                waiting.remove();
            } else {
                held = true;
            }
        }
    }
}
