package io.wardtap.appliance.observe;

import io.wardtap.appliance.observe.Observers.DeviceObserver;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.EndObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.HttpObserver;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.appliance.observe.Observers.OverlapObserver;
import io.wardtap.appliance.observe.Observers.SignsObserver;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.appliance.pipeline.FaultListener;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.medical.MedicalFacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The parts of analysis in their order, each behind a guard. The arguments of the call in hand
/// stand in fields, so that one loop serves all calls and none allocates. Analysis thread only.
final class Parts {
    /// One part, with the interfaces that it implements.
    private static final class Part {
        final String name;
        final Object target;
        boolean aside;

        Part(String name, Object target) {
            this.name = name;
            this.target = target;
        }
    }

    private interface Call {
        void on(Object target, Parts with);
    }

    private static final Call FLOW_BEGIN =
            (target, with) -> ((FlowObserver) target).onFlowBegin(with.flow, with.packet, with.now);
    private static final Call FLOW_IDENTIFIED =
            (target, with) ->
                    ((FlowObserver) target).onFlowIdentified(with.flow, with.packet, with.now);
    private static final Call FLOW_PROGRESS =
            (target, with) ->
                    ((FlowObserver) target).onFlowProgress(with.flow, with.packet, with.now);
    private static final Call FLOW_END =
            (target, with) -> ((FlowObserver) target).onFlowEnd(with.flow, with.packet, with.now);
    private static final Call UNANSWERED =
            (target, with) ->
                    ((FlowObserver) target).onUnanswered(with.openings, with.packet, with.now);
    private static final Call ADDRESS =
            (target, with) ->
                    ((FlowObserver) target)
                            .onAddress(
                                    with.address,
                                    with.mac,
                                    with.vlan,
                                    with.iface,
                                    with.packet,
                                    with.now);
    private static final Call DICOM =
            (target, with) ->
                    ((DicomObserver) target)
                            .onDicom(with.flow, with.dicomFacts, with.packet, with.now);
    private static final Call HL7 =
            (target, with) ->
                    ((Hl7Observer) target).onHl7(with.flow, with.hl7Facts, with.packet, with.now);
    private static final Call HL7_HEALTH =
            (target, with) ->
                    ((Hl7HealthObserver) target)
                            .onHl7Health(with.flow, with.hl7Facts, with.packet, with.now);
    private static final Call HTTP =
            (target, with) ->
                    ((HttpObserver) target)
                            .onHttp(with.flow, with.httpFacts, with.packet, with.now);
    private static final Call MEDICAL =
            (target, with) ->
                    ((MedicalObserver) target)
                            .onMedical(with.flow, with.medicalFacts, with.packet, with.now);
    private static final Call OVERLAP =
            (target, with) ->
                    ((OverlapObserver) target).onOverlap(with.overlap, with.packet, with.now);
    private static final Call SIGNS =
            (target, with) ->
                    ((SignsObserver) target).onSigns(with.flow, with.found, with.packet, with.now);
    private static final Call TICK =
            (target, with) -> ((TickObserver) target).onTick(with.packet, with.now);
    private static final Call CAPTURE_END =
            (target, with) -> ((EndObserver) target).onCaptureEnd(with.packet, with.now);
    private static final Call DEVICE =
            (target, with) ->
                    ((DeviceObserver) target)
                            .onDevice(with.device, with.action, with.packet, with.now);

    private final AnalysisCounters counters;
    private final FaultListener faults;
    private final List<Part> all = new ArrayList<>();
    private final List<Part> flows = new ArrayList<>();
    private final List<Part> dicom = new ArrayList<>();
    private final List<Part> hl7 = new ArrayList<>();
    private final List<Part> hl7Health = new ArrayList<>();
    private final List<Part> http = new ArrayList<>();
    private final List<Part> medical = new ArrayList<>();
    private final List<Part> overlaps = new ArrayList<>();
    private final List<Part> signs = new ArrayList<>();
    private final List<Part> ticks = new ArrayList<>();
    private final List<Part> devices = new ArrayList<>();
    private final List<Part> ends = new ArrayList<>();

    private Conversation flow;
    private Unanswered openings;
    private DicomFacts dicomFacts;
    private Hl7Facts hl7Facts;
    private HttpFacts httpFacts;
    private MedicalFacts medicalFacts;
    private Overlap overlap;
    private int found;
    private Address address;
    private long mac;
    private int vlan;
    private int iface;
    private Device device;
    private String action;
    private long packet;
    private long now;

    Parts(AnalysisCounters counters, FaultListener faults) {
        this.counters = counters;
        this.faults = faults;
    }

    void add(String name, Object target) {
        add(new Part(name, target));
    }

    private void add(Part part) {
        all.add(part);
        add(flows, part, FlowObserver.class);
        add(dicom, part, DicomObserver.class);
        add(hl7, part, Hl7Observer.class);
        add(hl7Health, part, Hl7HealthObserver.class);
        add(http, part, HttpObserver.class);
        add(medical, part, MedicalObserver.class);
        add(overlaps, part, OverlapObserver.class);
        add(signs, part, SignsObserver.class);
        add(ticks, part, TickObserver.class);
        add(devices, part, DeviceObserver.class);
        add(ends, part, EndObserver.class);
    }

    /// Puts these in the place of all parts whose name is meant, before one that stays. A part that
    /// was there already stays what it was, also when it is set aside.
    void replace(Predicate<String> leaving, String before, Map<String, Object> arriving) {
        List<Part> ordered = new ArrayList<>();
        for (Part part : all) {
            if (part.name.equals(before)) {
                arriving.forEach((name, target) -> ordered.add(known(name, target)));
            }
            if (!leaving.test(part.name)) {
                ordered.add(part);
            }
        }
        for (List<Part> kind :
                List.of(
                        all, flows, dicom, hl7, hl7Health, http, medical, overlaps, signs, ticks,
                        devices, ends)) {
            kind.clear();
        }
        ordered.forEach(this::add);
    }

    @SuppressWarnings("ReferenceEquality") // the same object, however it compares
    private Part known(String name, Object target) {
        for (Part part : all) {
            if (part.target == target) {
                return part;
            }
        }
        return new Part(name, target);
    }

    private static void add(List<Part> parts, Part part, Class<?> kind) {
        if (kind.isInstance(part.target)) {
            parts.add(part);
        }
    }

    void flowBegin(Conversation flow, long packet, long now) {
        this.flow = flow;
        call(flows, FLOW_BEGIN, packet, now);
    }

    void flowIdentified(Conversation flow, long packet, long now) {
        this.flow = flow;
        call(flows, FLOW_IDENTIFIED, packet, now);
    }

    void flowProgress(Conversation flow, long packet, long now) {
        this.flow = flow;
        call(flows, FLOW_PROGRESS, packet, now);
    }

    void flowEnd(Conversation flow, long packet, long now) {
        this.flow = flow;
        call(flows, FLOW_END, packet, now);
    }

    void unanswered(Unanswered openings, long packet, long now) {
        this.openings = openings;
        call(flows, UNANSWERED, packet, now);
    }

    void address(Address address, long mac, int vlan, int iface, long packet, long now) {
        this.address = address;
        this.mac = mac;
        this.vlan = vlan;
        this.iface = iface;
        call(flows, ADDRESS, packet, now);
    }

    void dicom(Conversation flow, DicomFacts facts, long packet, long now) {
        this.flow = flow;
        dicomFacts = facts;
        call(dicom, DICOM, packet, now);
    }

    void hl7(Conversation flow, Hl7Facts facts, long packet, long now) {
        this.flow = flow;
        hl7Facts = facts;
        call(hl7, HL7, packet, now);
        if (flow.hl7Interface != null && flow.hl7Interface.events() != 0) {
            call(hl7Health, HL7_HEALTH, packet, now);
        }
    }

    void http(Conversation flow, HttpFacts facts, long packet, long now) {
        this.flow = flow;
        httpFacts = facts;
        call(http, HTTP, packet, now);
    }

    void medical(Conversation flow, MedicalFacts facts, long packet, long now) {
        this.flow = flow;
        medicalFacts = facts;
        call(medical, MEDICAL, packet, now);
    }

    void overlap(Overlap overlap, long packet, long now) {
        this.overlap = overlap;
        call(overlaps, OVERLAP, packet, now);
    }

    void signs(Conversation flow, int signs, long packet, long now) {
        this.flow = flow;
        found = signs;
        call(this.signs, SIGNS, packet, now);
    }

    void tick(long packet, long now) {
        call(ticks, TICK, packet, now);
    }

    void captureEnd(long packet, long now) {
        call(ends, CAPTURE_END, packet, now);
    }

    /// Called from within another call, by the inventory.
    void device(Device device, String action, long packet, long now) {
        this.device = device;
        this.action = action;
        call(devices, DEVICE, packet, now);
    }

    private void call(List<Part> parts, Call call, long packet, long now) {
        this.packet = packet;
        this.now = now;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.aside) {
                continue;
            }
            try {
                call.on(part.target, this);
            } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
                part.aside = true;
                counters.fault();
                faults.onFault(part.name, e);
            }
        }
    }
}
