package io.wardtap.protocol.dicom;

/// Where an association stands, seen from beside the wire, in the numbering of PS3.8 section 9.2: a
/// tap sees one state of both ends together, so the states that differ only in who acts are one.
/// The table is state by PDU type.
///
/// ```
///          RQ     AC     RJ     P-DATA REL-RQ REL-RP ABORT
/// STA2     STA3   STA6   STA13  STA6   STA7   STA13  STA13   nothing seen yet
/// STA3     STA3!  STA6   STA13  STA6!  STA7!  STA13! STA13   asked, not answered
/// STA6     STA3!  STA6!  STA13! STA6   STA7   STA13! STA13   established
/// STA7     STA3!  STA7!  STA13! STA7   STA7   STA13  STA13   release asked for (collision too)
/// STA13    STA3!  STA13! STA13! STA13! STA13! STA13  STA13   over
/// ```
///
/// `!` marks what the standard does not allow there.
enum AssociationState {
    STA2,
    STA3,
    STA6,
    STA7,
    STA13;

    private static final int UNEXPECTED = 0x80;

    private static final int[][] NEXT = {
        {1, 2, 4, 2, 3, 4, 4},
        {1 | UNEXPECTED, 2, 4, 2 | UNEXPECTED, 3 | UNEXPECTED, 4 | UNEXPECTED, 4},
        {1 | UNEXPECTED, 2 | UNEXPECTED, 4 | UNEXPECTED, 2, 3, 4 | UNEXPECTED, 4},
        {1 | UNEXPECTED, 3 | UNEXPECTED, 4 | UNEXPECTED, 3, 3, 4, 4},
        {1 | UNEXPECTED, 4 | UNEXPECTED, 4 | UNEXPECTED, 4 | UNEXPECTED, 4 | UNEXPECTED, 4, 4},
    };

    private static final AssociationState[] VALUES = values();

    /// @param pduType 1 to 7
    AssociationState next(int pduType) {
        return VALUES[NEXT[ordinal()][pduType - 1] & ~UNEXPECTED];
    }

    boolean expects(int pduType) {
        return (NEXT[ordinal()][pduType - 1] & UNEXPECTED) == 0;
    }

    /// Accepted, and neither released nor aborted.
    boolean isEstablished() {
        return this == STA6 || this == STA7;
    }
}
