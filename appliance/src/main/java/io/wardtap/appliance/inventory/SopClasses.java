package io.wardtap.appliance.inventory;

import static java.util.Map.entry;

import java.util.Map;

/// What SOP classes (PS3.4, PS3.6 Annex A) say about those that use them.
public final class SopClasses {
    public static final String VERIFICATION = "1.2.840.10008.1.1";
    public static final String WORKLIST_FIND = "1.2.840.10008.5.1.4.31";
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
    private static final String QUERY_RETRIEVE = "1.2.840.10008.5.1.4.1.2.";
    private static final String MPPS = "1.2.840.10008.3.1.2.3.3";

    // by whole UID: `.1` also begins `.104.1`
    private static final Map<String, String> MODALITY_OF_STORAGE =
            Map.ofEntries(
                    entry("1", "xr"),
                    entry("1.1", "xr"),
                    entry("1.1.1", "xr"),
                    entry("1.2", "mg"),
                    entry("1.2.1", "mg"),
                    entry("2", "ct"),
                    entry("2.1", "ct"),
                    entry("3.1", "us"),
                    entry("4", "mr"),
                    entry("4.1", "mr"),
                    entry("4.2", "mr"),
                    entry("4.3", "mr"),
                    entry("6.1", "us"),
                    entry("6.2", "us"),
                    entry("12.1", "xa"),
                    entry("12.1.1", "xa"),
                    entry("12.2", "xa"),
                    entry("12.2.1", "xa"),
                    entry("13.1.3", "mg"),
                    entry("20", "nm"),
                    entry("77.1.1", "endo"),
                    entry("77.1.1.1", "endo"),
                    entry("77.1.6", "wsi"),
                    entry("128", "pt"),
                    entry("130", "pt"),
                    entry("481.1", "rt"),
                    entry("481.2", "rt"),
                    entry("481.3", "rt"),
                    entry("481.5", "rt"));

    private static final Map<String, String> CLASS_OF_MODALITY =
            Map.ofEntries(
                    entry("CT", "imaging.ct"),
                    entry("MR", "imaging.mr"),
                    entry("CR", "imaging.xr"),
                    entry("DX", "imaging.xr"),
                    entry("RF", "imaging.xa"),
                    entry("IO", "imaging.xr"),
                    entry("PX", "imaging.xr"),
                    entry("US", "imaging.us"),
                    entry("MG", "imaging.mg"),
                    entry("XA", "imaging.xa"),
                    entry("NM", "imaging.nm"),
                    entry("PT", "imaging.pt"),
                    entry("ES", "imaging.endo"),
                    entry("OP", "imaging.ophtha"),
                    entry("OPT", "imaging.oct"),
                    entry("SM", "imaging.wsi"),
                    entry("RTIMAGE", "imaging.rt"),
                    entry("RTPLAN", "imaging.rt"),
                    entry("RTDOSE", "imaging.rt"),
                    entry("RTSTRUCT", "imaging.rt"),
                    entry("ECG", "ecg.cart"),
                    entry("EEG", "eeg"));

    private SopClasses() {}

    /// Class id of a device that makes objects of this modality (0008,0060), or "".
    static String classOfModality(String modality) {
        return CLASS_OF_MODALITY.getOrDefault(modality, "");
    }

    /// Class id of a device that stores objects of this SOP class as user, or "".
    static String classOfStorage(String uid) {
        if (!uid.startsWith(STORAGE)) {
            return "";
        }
        String found = MODALITY_OF_STORAGE.get(uid.substring(STORAGE.length()));
        return found == null ? "" : "imaging." + found;
    }

    /// Query or retrieve, patient or study root (PS3.4 C).
    public static boolean isQueryRetrieve(String uid) {
        return uid.startsWith(QUERY_RETRIEVE);
    }

    static boolean isPerformedProcedureStep(String uid) {
        return uid.equals(MPPS);
    }
}
