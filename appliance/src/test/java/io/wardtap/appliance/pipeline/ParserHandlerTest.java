package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.Dicom;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Protocols;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

class ParserHandlerTest {
    /// (0000,0000), (0000,0002) 1.2, (0000,0100) C-FIND-RQ, (0000,0110) 7, (0000,0800) with a data
    /// set.
    private static final String FIND =
            "00000000 04000000 2a000000"
                    + "00000200 04000000 312e3200"
                    + "00000001 02000000 2000"
                    + "00001001 02000000 0700"
                    + "00000008 02000000 0100";

    private final List<String> faults = new ArrayList<>();
    private final ParserHandler handler =
            new ParserHandler(
                    0, 1, Pipelines.context(), (where, fault) -> faults.add(where + ": " + fault));

    @Test
    void tellsTheParserOfUnitsThatWereShed() {
        assertThat(commandOfDataSet(false)).isEqualTo(0x0020);
        assertThat(commandOfDataSet(true)).isEqualTo(-1);
        assertThat(faults).isEmpty();
    }

    /// The command that a data set is given to which comes behind a C-FIND-RQ.
    private int commandOfDataSet(boolean shedBefore) {
        UnitEvent command = unit(Dicom.COMMAND, FIND.replace(" ", ""));
        command.detail = 1 | Dicom.DATA_SET_FOLLOWS;
        handler.onEvent(command, 0, true);
        UnitEvent dataSet = unit(Dicom.DATA_SET, "00".repeat(20));
        dataSet.shedBefore = shedBefore;
        handler.onEvent(dataSet, 1, true);
        return ((DicomFacts) dataSet.facts()).commandField;
    }

    private static UnitEvent unit(int type, String hex) {
        UnitEvent event = new UnitEvent();
        event.kind = UnitKind.MESSAGE;
        event.flow = 1;
        event.from = Direction.ORIGINATOR;
        event.protocol =
                Protocols.ALL.stream().map(known -> known.name()).toList().indexOf("dicom");
        event.type = type;
        event.bytes = HexFormat.of().parseHex(hex);
        event.length = event.bytes.length;
        return event;
    }
}
