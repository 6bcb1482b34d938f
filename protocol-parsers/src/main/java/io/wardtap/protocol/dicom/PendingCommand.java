package io.wardtap.protocol.dicom;

/// What a command set said, kept until its data set has come. Confined to its tracker.
final class PendingCommand {
    boolean isOpen;
    int contextId;
    int commandField;
    String sopClassUid;
    int messageId;
    int status;
    int priority;
    String moveDestination;
    String moveOriginator;
    int moveOriginatorMessageId;
    int remaining;
    int completed;
    int failed;
    int warning;
    int eventTypeId;
    int actionTypeId;
    long sopInstanceHash;

    PendingCommand() {
        clear();
    }

    void clear() {
        isOpen = false;
        contextId = -1;
        commandField = -1;
        sopClassUid = "";
        messageId = -1;
        status = -1;
        priority = -1;
        moveDestination = "";
        moveOriginator = "";
        moveOriginatorMessageId = -1;
        remaining = -1;
        completed = -1;
        failed = -1;
        warning = -1;
        eventTypeId = -1;
        actionTypeId = -1;
        sopInstanceHash = 0;
    }

    void read(CommandSet command, int contextId, DicomNames names, byte[] bytes) {
        this.contextId = contextId;
        commandField = command.commandField();
        messageId = command.messageId();
        status = command.status();
        priority = command.priority();
        remaining = command.remainingSubOperations();
        completed = command.completedSubOperations();
        failed = command.failedSubOperations();
        warning = command.warningSubOperations();
        eventTypeId = command.eventTypeId();
        actionTypeId = command.actionTypeId();
        moveOriginatorMessageId = command.moveOriginatorMessageId();
        sopClassUid = names.uid(bytes, command.sopClassStart(), command.sopClassLength());
        moveDestination =
                names.name(bytes, command.moveDestinationStart(), command.moveDestinationLength());
        moveOriginator =
                names.name(bytes, command.moveOriginatorStart(), command.moveOriginatorLength());
    }

    void fill(DicomFacts facts) {
        facts.commandField = commandField;
        facts.affectedSopClassUid = sopClassUid;
        facts.messageId = messageId;
        facts.status = status;
        facts.priority = priority;
        facts.moveDestination = moveDestination;
        facts.moveOriginatorAeTitle = moveOriginator;
        facts.moveOriginatorMessageId = moveOriginatorMessageId;
        facts.remainingSubOperations = remaining;
        facts.completedSubOperations = completed;
        facts.failedSubOperations = failed;
        facts.warningSubOperations = warning;
        facts.eventTypeId = eventTypeId;
        facts.actionTypeId = actionTypeId;
        facts.sopInstanceHash = sopInstanceHash;
    }
}
