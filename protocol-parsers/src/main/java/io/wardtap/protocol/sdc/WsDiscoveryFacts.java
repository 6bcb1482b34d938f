package io.wardtap.protocol.sdc;

import io.wardtap.protocol.medical.MedicalFacts;

/// What the WS-Discovery parser found in one message about medical devices.
public final class WsDiscoveryFacts extends MedicalFacts {
    /// Keyed hash of the endpoint's address (`urn:uuid:…`), which stays the same for a device; 0
    /// without one.
    public long endpointHash;

    /// The types have `mdpws:MedicalDevice`: it is an SDC device, or one is looked for.
    public boolean isMedicalDevice;

    /// Transport addresses (XAddrs) without and with TLS.
    public int plainAddresses;

    public int tlsAddresses;

    // the location context: facility, building, point of care, floor, room, bed
    public String facility;
    public String building;
    public String pointOfCare;
    public String floor;
    public String room;
    public String bed;

    public WsDiscoveryFacts() {
        super("sdc.discovery", WsDiscoveryPhi.CATALOGUE);
        clear();
    }

    @Override
    public void clear() {
        super.clear();
        endpointHash = 0;
        isMedicalDevice = false;
        plainAddresses = 0;
        tlsAddresses = 0;
        facility = "";
        building = "";
        pointOfCare = "";
        floor = "";
        room = "";
        bed = "";
    }
}
