package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.DicomCommands;
import io.wardtap.protocol.dicom.DicomFacts;

import org.junit.jupiter.api.Test;

class MoveLinksTest {
    private static final Address WORKSTATION = Address.parse("10.0.0.7");
    private static final Address PACS = Address.parse("10.0.0.1");
    private static final Address VIEWER = Address.parse("10.0.0.9");
    private static final Address OTHER = Address.parse("10.0.0.66");
    private static final long HOUR = 3600L * 1_000_000_000;

    private final Tally evictions = new Tally();
    private final MoveLinks links = new MoveLinks(evictions);
    private final Conversation asking = flow(WORKSTATION, PACS, 50_000);

    private static Conversation flow(Address client, Address server, int port) {
        Conversation flow = new Conversation();
        flow.transport = 6;
        flow.client = client;
        flow.server = server;
        flow.clientPort = port;
        flow.serverPort = 104;
        flow.fromClient = true;
        return flow;
    }

    private static DicomFacts message(int commandField, int messageId) {
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.MESSAGE;
        facts.commandField = commandField;
        facts.messageId = messageId;
        return facts;
    }

    private void ask(Conversation flow, int messageId, String destination, long now) {
        DicomFacts move = message(DicomCommands.C_MOVE_RQ, messageId);
        move.callingAeTitle = "WS7";
        move.moveDestination = destination;
        links.onDicom(flow, move, now);
    }

    private void answer(int messageId, int status, long now) {
        DicomFacts response = message(DicomCommands.C_MOVE_RSP, messageId);
        response.status = status;
        links.onDicom(asking, response, now);
    }

    private void associate(Conversation flow, String called, long now) {
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.ASSOCIATION;
        facts.result = DicomFacts.Result.ACCEPTED;
        facts.callingAeTitle = "PACS";
        facts.calledAeTitle = called;
        links.onDicom(flow, facts, now);
    }

    private void store(Conversation flow, String originator, int messageId, long now) {
        DicomFacts facts = message(DicomCommands.C_STORE_RQ, 1);
        facts.moveOriginatorAeTitle = originator;
        facts.moveOriginatorMessageId = messageId;
        links.onDicom(flow, facts, now);
    }

    @Test
    void anAssociationToTheDestinationWhileTheMoveIsOpenIsItsWork() {
        Conversation caused = flow(PACS, VIEWER, 40_000);
        ask(asking, 3, "VIEWER", 0);
        associate(caused, "VIEWER", 1);

        assertThat(caused.causedBy).isEqualTo(asking.communityId());
        assertThat(asking.causedBy).isEmpty();
    }

    @Test
    void associationsOfOthersAndToOthersAreNot() {
        Conversation ofAnother = flow(OTHER, VIEWER, 40_000);
        Conversation toAnother = flow(PACS, VIEWER, 40_001);
        ask(asking, 3, "VIEWER", 0);
        associate(ofAnother, "VIEWER", 1);
        associate(toAnother, "PRINTER", 1);

        assertThat(ofAnother.causedBy).isEmpty();
        assertThat(toAnother.causedBy).isEmpty();
    }

    @Test
    void afterTheLastAnswerOnlyItsStoresAreLinked() {
        Conversation later = flow(PACS, VIEWER, 40_000);
        ask(asking, 3, "VIEWER", 0);
        answer(3, 0xFF00, 1);
        answer(3, 0x0000, 2);
        associate(later, "VIEWER", 3);
        assertThat(later.causedBy).isEmpty();

        store(later, "WS7", 4, 4);
        store(later, "WS8", 3, 4);
        assertThat(later.causedBy).isEmpty();

        store(later, "WS7", 3, 5);
        assertThat(later.causedBy).isEqualTo(asking.communityId());
    }

    @Test
    void aPendingAnswerKeepsTheMoveOpen() {
        Conversation caused = flow(PACS, VIEWER, 40_000);
        ask(asking, 3, "VIEWER", 0);
        answer(3, 0xFF00, 1);
        associate(caused, "VIEWER", 2);

        assertThat(caused.causedBy).isEqualTo(asking.communityId());
    }

    @Test
    void aStoreOfAnotherSenderIsNotLinked() {
        Conversation forged = flow(OTHER, VIEWER, 40_000);
        ask(asking, 3, "VIEWER", 0);
        store(forged, "WS7", 3, 1);

        assertThat(forged.causedBy).isEmpty();
    }

    @Test
    void anHourOfSilenceEndsTheWaiting() {
        Conversation intime = flow(PACS, VIEWER, 40_000);
        Conversation late = flow(PACS, VIEWER, 40_001);
        ask(asking, 3, "VIEWER", 0);
        store(intime, "WS7", 3, HOUR);
        store(late, "WS7", 3, 2 * HOUR + 1);

        assertThat(intime.causedBy).isEqualTo(asking.communityId());
        assertThat(late.causedBy).isEmpty();
    }

    @Test
    void theNextAssociationOfAFlowIsJudgedAnew() {
        Conversation caused = flow(PACS, VIEWER, 40_000);
        ask(asking, 3, "VIEWER", 0);
        associate(caused, "VIEWER", 1);
        answer(3, 0, 2);
        associate(caused, "VIEWER", 3);

        assertThat(caused.causedBy).isEmpty();
    }

    @Test
    void aFullTableForgetsTheOldestAndCountsIt() {
        for (int i = 0; i < MoveLinks.CAPACITY; i++) {
            ask(asking, i, "VIEWER", i);
        }
        assertThat(evictions.get()).isZero();
        ask(asking, 1000, "VIEWER", 1000);

        Conversation first = flow(PACS, VIEWER, 40_000);
        Conversation last = flow(PACS, VIEWER, 40_001);
        store(first, "WS7", 0, 1001);
        store(last, "WS7", 1000, 1001);

        assertThat(evictions.get()).isEqualTo(1);
        assertThat(first.causedBy).isEmpty();
        assertThat(last.causedBy).isEqualTo(asking.communityId());
    }
}
