package io.wardtap.protocol.poct1;

import io.wardtap.protocol.medical.MedicalFacts;

/// What the POCT1-A parser found in one message, or in a part of a long one. Names and numbers
/// only. The kind is the root element's name.
public final class Poct1Facts extends MedicalFacts {
    /// DEV.device_name.
    public String deviceName;

    /// ACK.type_cd: AA accepted, AE error.
    public String acknowledgmentCode;

    /// DTV.command_cd: what the manager has the device do.
    public String command;

    /// PT, OBS and OPR elements.
    public int patients;

    public int observations;
    public int operators;

    /// Another part of the message came before, or follows.
    public boolean isContinuation;

    public boolean isContinued;

    public Poct1Facts() {
        super("poct1.HEL", Poct1Phi.CATALOGUE);
        clear();
    }

    @Override
    public void clear() {
        super.clear();
        deviceName = "";
        acknowledgmentCode = "";
        command = "";
        patients = 0;
        observations = 0;
        operators = 0;
        isContinuation = false;
        isContinued = false;
    }
}
