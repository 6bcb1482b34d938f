package io.wardtap.demo;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One system that speaks HL7 over MLLP: a gateway, an analyser, the interface engine, the record system. It does what standard
/// input tells it, one command a line, and answers each with a line that begins with `ok` or `failed`, so that the recording knows
/// when a scene is over. Times of messages are the story's, not the clock's.
///
///     listen PORT                          receive and acknowledge
///     connect PEER APP FACILITY HOST PORT  open a connection that stays
///     route PEER KIND...                   what is received of these kinds goes on to PEER
///     send PEER KIND N PATIENT TIME [...]  send one message over the standing connection
///     once HOST PORT APP FACILITY KIND N PATIENT TIME [...]  the same over a connection of its own
///     answer AA|AE                         how to acknowledge from now on
///     retry PEER                           send again what was not accepted
///     drain                                wait until all that was received has gone on
public final class Hl7Station implements ReceivingApplication<Message> {
    private final String application;
    private final String facility;
    private final List<Patient> patients;
    private final Messages messages;
    private final StationLog log;
    private final HapiContext context = new DefaultHapiContext();
    private final Map<String, Destination> destinations = new HashMap<>();
    private final Map<String, List<String>> routes = new HashMap<>();
    private final ExecutorService sending = Executors.newSingleThreadExecutor();
    private final Messages acknowledgements;
    private volatile boolean accepting = true;

    private Hl7Station(String application, String facility, String prefix, Path patients, Path log)
            throws IOException {
        this.application = application;
        this.facility = facility;
        this.patients = Patient.read(patients);
        context.setValidationContext(ValidationContextFactory.noValidation());
        // text in the character set that MSH-18 names
        context.setLowerLayerProtocol(new MinLowerLayerProtocol(true));
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        this.messages = new Messages(context.getPipeParser(), prefix);
        this.acknowledgements = new Messages(context.getPipeParser(), prefix + "K");
        this.log = new StationLog(log);
    }

    /// Arguments: application, facility, prefix of control ids, file of patients, file to log to.
    public static void main(String[] args) throws Exception {
        Hl7Station station =
                new Hl7Station(args[0], args[1], args[2], Path.of(args[3]), Path.of(args[4]));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine();
                line != null && !line.equals("quit");
                line = in.readLine()) {
            String result;
            try {
                station.obey(line.split(" "));
                result = "ok";
            } catch (Exception e) {
                result = "failed: " + line + ": " + e;
            }
            System.out.println(result);
            System.out.flush();
        }
        System.exit(0);
    }

    private void obey(String[] words) throws Exception {
        switch (words[0]) {
            case "listen" -> listen(Integer.parseInt(words[1]));
            case "connect" -> destinations.put(words[1], destination(words, 2));
            case "route" -> routes.put(words[1], List.of(words).subList(2, words.length));
            case "send" -> {
                Destination to = destinations.get(words[1]);
                Message message = build(to.route(), words, 2);
                sending.submit(() -> offer(to, message)).get();
            }
            case "once" -> {
                Destination to =
                        destination(new String[] {words[3], words[4], words[1], words[2]}, 0);
                Message message = build(to.route(), words, 5);
                sending.submit(() -> offer(to, message)).get();
                to.close();
            }
            case "answer" -> accepting = words[1].equals("AA");
            case "retry" -> sending.submit(() -> retry(destinations.get(words[1]))).get();
            case "drain" -> sending.submit(() -> {}).get();
            default -> throw new IllegalArgumentException("no such command");
        }
    }

    private void listen(int port) throws InterruptedException {
        HL7Service service = context.newServer(port, false);
        service.registerApplication("*", "*", this);
        service.startAndWait();
    }

    private Destination destination(String[] words, int at) throws HL7Exception {
        Messages.Route route = new Messages.Route(application, facility, words[at], words[at + 1]);
        return new Destination(context, words[at + 2], Integer.parseInt(words[at + 3]), route, log);
    }

    private Message build(Messages.Route route, String[] words, int at)
            throws HL7Exception, IOException {
        int n = Integer.parseInt(words[at + 1]);
        Patient patient = patients.get(Integer.parseInt(words[at + 2]));
        String time = words[at + 3];
        return switch (words[at]) {
            case "adt" -> messages.adt(route, time, patient, words[at + 4], n);
            case "order" -> messages.order(route, time, patient, words[at + 4], n);
            case "appointment" -> messages.appointment(route, time, patient, n);
            case "vitals" -> Observations.vitals(messages, route, time, patient, bed(words, at), n);
            case "infusion" ->
                    Observations.infusion(messages, route, time, patient, bed(words, at), n);
            case "laboratory" -> Observations.laboratory(messages, route, time, patient, n);
            default -> throw new IllegalArgumentException("no such kind");
        };
    }

    private static int bed(String[] words, int at) {
        return Integer.parseInt(words[at + 4]);
    }

    private static Void offer(Destination to, Message message) throws Exception {
        to.offer(message);
        return null;
    }

    private static Void retry(Destination to) throws Exception {
        to.retry();
        return null;
    }

    @Override
    public boolean canProcess(Message message) {
        return true;
    }

    @Override
    public Message processMessage(Message message, Map<String, Object> metadata)
            throws HL7Exception {
        try {
            Message answer =
                    accepting
                            ? message.generateACK()
                            : message.generateACK(
                                    AcknowledgmentCode.AE,
                                    new HL7Exception(
                                            "Test code not in table",
                                            ErrorCode.TABLE_VALUE_NOT_FOUND));
            Segment msh = (Segment) answer.get("MSH");
            Terser.set(msh, 7, 0, 1, 1, Terser.get((Segment) message.get("MSH"), 7, 0, 1, 1));
            Terser.set(msh, 10, 0, 1, 1, acknowledgements.nextControlId());
            goOn(message);
            return answer;
        } catch (IOException e) {
            throw new HL7Exception(e);
        }
    }

    /// Passes a received message on to the systems that want its kind: its type, or its type and
    /// department.
    private void goOn(Message message) throws HL7Exception {
        String type = Messages.type(message);
        String kind = type.substring(0, 3);
        String department =
                kind.equals("ORM") ? new Terser(message).get("/.ORDER_DETAIL/OBR-24") : null;
        for (Map.Entry<String, List<String>> entry : routes.entrySet()) {
            if (entry.getValue().contains(department == null ? kind : kind + "-" + department)) {
                Message copy = context.getPipeParser().parse(message.encode());
                Destination to = destinations.get(entry.getKey());
                messages.readdress(copy, to.route());
                sending.submit(() -> offer(to, copy));
            }
        }
    }
}
