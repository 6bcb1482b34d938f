package io.wardtap.protocol.dicom;

import java.util.HashMap;
import java.util.Map;

/// SOP classes by UID (PS3.4 Annex B, PS3.6 Annex A): short names, what service they belong to, and
/// which modality makes such objects. Lookups allocate nothing. Any thread.
public final class SopClasses {
    /// Prefix of storage SOP classes, and of a few others that are told apart by whole UIDs.
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

    private static final Map<String, SopClass> BY_UID = new HashMap<>();

    static {
        storage("1", "Computed Radiography Image", "CR");
        storage("1.1", "Digital X-Ray Image, Presentation", "DX");
        storage("1.1.1", "Digital X-Ray Image, Processing", "DX");
        storage("1.2", "Digital Mammography Image, Presentation", "MG");
        storage("1.2.1", "Digital Mammography Image, Processing", "MG");
        storage("1.3", "Intra-Oral X-Ray Image, Presentation", "IO");
        storage("1.3.1", "Intra-Oral X-Ray Image, Processing", "IO");
        storage("2", "CT Image", "CT");
        storage("2.1", "Enhanced CT Image", "CT");
        storage("2.2", "Legacy Converted Enhanced CT Image", "CT");
        storage("3", "Ultrasound Multi-frame Image (retired)", "US");
        storage("3.1", "Ultrasound Multi-frame Image", "US");
        storage("4", "MR Image", "MR");
        storage("4.1", "Enhanced MR Image", "MR");
        storage("4.2", "MR Spectroscopy", "MR");
        storage("4.3", "Enhanced MR Color Image", "MR");
        storage("4.4", "Legacy Converted Enhanced MR Image", "MR");
        storage("5", "Nuclear Medicine Image (retired)", "NM");
        storage("6", "Ultrasound Image (retired)", "US");
        storage("6.1", "Ultrasound Image", "US");
        storage("6.2", "Enhanced US Volume", "US");
        storage("6.3", "Photoacoustic Image", "PA");
        storage("7", "Secondary Capture Image", "SC");
        storage("7.1", "Multi-frame Single Bit Secondary Capture Image", "SC");
        storage("7.2", "Multi-frame Grayscale Byte Secondary Capture Image", "SC");
        storage("7.3", "Multi-frame Grayscale Word Secondary Capture Image", "SC");
        storage("7.4", "Multi-frame True Color Secondary Capture Image", "SC");
        storage("9.1.1", "12-lead ECG Waveform", "ECG");
        storage("9.1.2", "General ECG Waveform", "ECG");
        storage("9.1.3", "Ambulatory ECG Waveform", "ECG");
        storage("9.1.4", "General 32-bit ECG Waveform", "ECG");
        storage("9.2.1", "Hemodynamic Waveform", "HD");
        storage("9.3.1", "Cardiac Electrophysiology Waveform", "EPS");
        storage("9.4.1", "Basic Voice Audio Waveform", "AU");
        storage("9.4.2", "General Audio Waveform", "AU");
        storage("9.5.1", "Arterial Pulse Waveform", "");
        storage("9.6.1", "Respiratory Waveform", "RESP");
        storage("9.6.2", "Multi-channel Respiratory Waveform", "RESP");
        storage("9.7.1", "Routine Scalp Electroencephalogram Waveform", "EEG");
        storage("9.7.2", "Electromyogram Waveform", "EMG");
        storage("9.7.3", "Electrooculogram Waveform", "EOG");
        storage("9.7.4", "Sleep Electroencephalogram Waveform", "EEG");
        storage("9.8.1", "Body Position Waveform", "POS");
        storage("11.1", "Grayscale Softcopy Presentation State", "PR");
        storage("11.2", "Color Softcopy Presentation State", "PR");
        storage("11.3", "Pseudo-Color Softcopy Presentation State", "PR");
        storage("11.4", "Blending Softcopy Presentation State", "PR");
        storage("12.1", "X-Ray Angiographic Image", "XA");
        storage("12.1.1", "Enhanced XA Image", "XA");
        storage("12.2", "X-Ray Radiofluoroscopic Image", "RF");
        storage("12.2.1", "Enhanced XRF Image", "RF");
        storage("13.1.1", "X-Ray 3D Angiographic Image", "XA");
        storage("13.1.2", "X-Ray 3D Craniofacial Image", "DX");
        storage("13.1.3", "Breast Tomosynthesis Image", "MG");
        storage("13.1.4", "Breast Projection X-Ray Image, Presentation", "MG");
        storage("13.1.5", "Breast Projection X-Ray Image, Processing", "MG");
        storage("14.1", "Intravascular OCT Image, Presentation", "IVOCT");
        storage("14.2", "Intravascular OCT Image, Processing", "IVOCT");
        storage("20", "Nuclear Medicine Image", "NM");
        storage("30", "Parametric Map", "");
        storage("66", "Raw Data", "");
        storage("66.1", "Spatial Registration", "REG");
        storage("66.2", "Spatial Fiducials", "FID");
        storage("66.3", "Deformable Spatial Registration", "REG");
        storage("66.4", "Segmentation", "SEG");
        storage("66.5", "Surface Segmentation", "SEG");
        storage("66.6", "Tractography Results", "");
        storage("67", "Real World Value Mapping", "RWV");
        storage("68.1", "Surface Scan Mesh", "");
        storage("68.2", "Surface Scan Point Cloud", "");
        storage("77.1", "VL Image (retired)", "");
        storage("77.2", "VL Multi-frame Image (retired)", "");
        storage("77.1.1", "VL Endoscopic Image", "ES");
        storage("77.1.1.1", "Video Endoscopic Image", "ES");
        storage("77.1.2", "VL Microscopic Image", "GM");
        storage("77.1.2.1", "Video Microscopic Image", "GM");
        storage("77.1.3", "VL Slide-Coordinates Microscopic Image", "SM");
        storage("77.1.4", "VL Photographic Image", "XC");
        storage("77.1.4.1", "Video Photographic Image", "XC");
        storage("77.1.5.1", "Ophthalmic Photography 8 Bit Image", "OP");
        storage("77.1.5.2", "Ophthalmic Photography 16 Bit Image", "OP");
        storage("77.1.5.3", "Stereometric Relationship", "");
        storage("77.1.5.4", "Ophthalmic Tomography Image", "OPT");
        storage("77.1.6", "VL Whole Slide Microscopy Image", "SM");
        storage("77.1.7", "Dermoscopic Photography Image", "DMS");
        storage("78.1", "Lensometry Measurements", "LEN");
        storage("78.2", "Autorefraction Measurements", "AR");
        storage("78.3", "Keratometry Measurements", "KER");
        storage("78.4", "Subjective Refraction Measurements", "SRF");
        storage("78.5", "Visual Acuity Measurements", "VA");
        storage("78.7", "Ophthalmic Axial Measurements", "OAM");
        storage("78.8", "Intraocular Lens Calculations", "IOL");
        storage("80.1", "Ophthalmic Visual Field Static Perimetry Measurements", "OPV");
        storage("88.11", "Basic Text SR", "SR");
        storage("88.22", "Enhanced SR", "SR");
        storage("88.33", "Comprehensive SR", "SR");
        storage("88.34", "Comprehensive 3D SR", "SR");
        storage("88.40", "Procedure Log", "SR");
        storage("88.50", "Mammography CAD SR", "SR");
        storage("88.59", "Key Object Selection Document", "KO");
        storage("88.65", "Chest CAD SR", "SR");
        storage("88.67", "X-Ray Radiation Dose SR", "SR");
        storage("88.68", "Radiopharmaceutical Radiation Dose SR", "SR");
        storage("88.69", "Colon CAD SR", "SR");
        storage("104.1", "Encapsulated PDF", "DOC");
        storage("104.2", "Encapsulated CDA", "DOC");
        storage("104.3", "Encapsulated STL", "M3D");
        storage("104.4", "Encapsulated OBJ", "M3D");
        storage("104.5", "Encapsulated MTL", "M3D");
        storage("128", "PET Image", "PT");
        storage("128.1", "Legacy Converted Enhanced PET Image", "PT");
        storage("130", "Enhanced PET Image", "PT");
        storage("131", "Basic Structured Display", "");
        storage("481.1", "RT Image", "RTIMAGE");
        storage("481.2", "RT Dose", "RTDOSE");
        storage("481.3", "RT Structure Set", "RTSTRUCT");
        storage("481.4", "RT Beams Treatment Record", "RTRECORD");
        storage("481.5", "RT Plan", "RTPLAN");
        storage("481.6", "RT Brachy Treatment Record", "RTRECORD");
        storage("481.7", "RT Treatment Summary Record", "RTRECORD");
        storage("481.8", "RT Ion Plan", "RTPLAN");
        storage("481.9", "RT Ion Beams Treatment Record", "RTRECORD");
        storage("201.1", "Inventory", "");

        service("1.2.840.10008.1.1", "Verification", Service.VERIFICATION);
        service("1.2.840.10008.1.20.1", "Storage Commitment Push", Service.STORAGE_COMMITMENT);
        service("1.2.840.10008.1.20.2", "Storage Commitment Pull", Service.STORAGE_COMMITMENT);
        service("1.2.840.10008.1.3.10", "Media Storage Directory", Service.OTHER);
        service("1.2.840.10008.1.40", "Procedural Event Logging", Service.OTHER);
        service("1.2.840.10008.1.42", "Substance Administration Logging", Service.OTHER);
        service("1.2.840.10008.3.1.2.3.3", "MPPS", Service.PROCEDURE_STEP);
        service("1.2.840.10008.3.1.2.3.4", "MPPS Retrieve", Service.PROCEDURE_STEP);
        service("1.2.840.10008.3.1.2.3.5", "MPPS Notification", Service.PROCEDURE_STEP);
        service("1.2.840.10008.5.1.4.31", "Modality Worklist FIND", Service.WORKLIST);
        service("1.2.840.10008.5.1.4.1.2.1.1", "Patient Root FIND", Service.FIND);
        service("1.2.840.10008.5.1.4.1.2.1.2", "Patient Root MOVE", Service.MOVE);
        service("1.2.840.10008.5.1.4.1.2.1.3", "Patient Root GET", Service.GET);
        service("1.2.840.10008.5.1.4.1.2.2.1", "Study Root FIND", Service.FIND);
        service("1.2.840.10008.5.1.4.1.2.2.2", "Study Root MOVE", Service.MOVE);
        service("1.2.840.10008.5.1.4.1.2.2.3", "Study Root GET", Service.GET);
        service("1.2.840.10008.5.1.4.1.2.3.1", "Patient/Study Only FIND", Service.FIND);
        service("1.2.840.10008.5.1.4.1.2.3.2", "Patient/Study Only MOVE", Service.MOVE);
        service("1.2.840.10008.5.1.4.1.2.3.3", "Patient/Study Only GET", Service.GET);
        service("1.2.840.10008.5.1.4.1.2.4.2", "Composite Instance Root MOVE", Service.MOVE);
        service("1.2.840.10008.5.1.4.1.2.4.3", "Composite Instance Root GET", Service.GET);
        service("1.2.840.10008.5.1.4.1.2.5.3", "Composite Instance GET, no bulk", Service.GET);
        service("1.2.840.10008.5.1.4.34.6.1", "UPS Push", Service.PROCEDURE_STEP);
        service("1.2.840.10008.5.1.4.34.6.2", "UPS Watch", Service.PROCEDURE_STEP);
        service("1.2.840.10008.5.1.4.34.6.3", "UPS Pull", Service.PROCEDURE_STEP);
        service("1.2.840.10008.5.1.4.34.6.4", "UPS Event", Service.PROCEDURE_STEP);
        service("1.2.840.10008.5.1.4.34.6.5", "UPS Query", Service.FIND);
        service("1.2.840.10008.5.1.1.1", "Basic Film Session", Service.PRINT);
        service("1.2.840.10008.5.1.1.2", "Basic Film Box", Service.PRINT);
        service("1.2.840.10008.5.1.1.4", "Basic Grayscale Image Box", Service.PRINT);
        service("1.2.840.10008.5.1.1.4.1", "Basic Color Image Box", Service.PRINT);
        service("1.2.840.10008.5.1.1.9", "Basic Grayscale Print Management", Service.PRINT);
        service("1.2.840.10008.5.1.1.14", "Print Job", Service.PRINT);
        service("1.2.840.10008.5.1.1.15", "Basic Annotation Box", Service.PRINT);
        service("1.2.840.10008.5.1.1.16", "Printer", Service.PRINT);
        service("1.2.840.10008.5.1.1.16.376", "Printer Configuration", Service.PRINT);
        service("1.2.840.10008.5.1.1.22", "VOI LUT Box", Service.PRINT);
        service("1.2.840.10008.5.1.1.23", "Presentation LUT", Service.PRINT);
        service("1.2.840.10008.5.1.1.18", "Basic Color Print Management", Service.PRINT);
        service(STORAGE + "200.4", "Protocol Approval FIND", Service.FIND);
        service(STORAGE + "200.5", "Protocol Approval MOVE", Service.MOVE);
        service(STORAGE + "200.6", "Protocol Approval GET", Service.GET);
        service(STORAGE + "201.2", "Inventory FIND", Service.INVENTORY);
        service(STORAGE + "201.3", "Inventory MOVE", Service.INVENTORY);
        service(STORAGE + "201.4", "Inventory GET", Service.INVENTORY);
        service(STORAGE + "201.5", "Inventory Creation", Service.INVENTORY);
        service(STORAGE + "201.6", "Repository Query", Service.INVENTORY);
    }

    /// What a SOP class is for.
    public enum Service {
        STORAGE,
        VERIFICATION,
        FIND,
        MOVE,
        GET,
        WORKLIST,
        PROCEDURE_STEP,
        STORAGE_COMMITMENT,
        PRINT,
        /// Lists of a whole archive.
        INVENTORY,
        OTHER
    }

    private SopClasses() {}

    /// A short name, or "" for one that is not known here.
    public static String name(String uid) {
        SopClass known = BY_UID.get(uid);
        return known == null ? "" : known.name();
    }

    /// The modality (PS3.3 section C.7.3.1.1.1) whose devices make such objects; "" where any
    /// workstation may, or when it is not known.
    public static String modality(String uid) {
        SopClass known = BY_UID.get(uid);
        return known == null ? "" : known.modality();
    }

    public static Service service(String uid) {
        SopClass known = BY_UID.get(uid);
        if (known != null) {
            return known.service();
        }
        return uid.startsWith(STORAGE) ? Service.STORAGE : Service.OTHER;
    }

    public static boolean isStorage(String uid) {
        return service(uid) == Service.STORAGE;
    }

    public static boolean isVerification(String uid) {
        return service(uid) == Service.VERIFICATION;
    }

    /// Query of any kind, worklists included.
    public static boolean isFind(String uid) {
        Service service = service(uid);
        return service == Service.FIND || service == Service.WORKLIST;
    }

    public static boolean isMove(String uid) {
        return service(uid) == Service.MOVE;
    }

    public static boolean isGet(String uid) {
        return service(uid) == Service.GET;
    }

    public static boolean isWorklist(String uid) {
        return service(uid) == Service.WORKLIST;
    }

    public static boolean isProcedureStep(String uid) {
        return service(uid) == Service.PROCEDURE_STEP;
    }

    public static boolean isStorageCommitment(String uid) {
        return service(uid) == Service.STORAGE_COMMITMENT;
    }

    public static boolean isPrint(String uid) {
        return service(uid) == Service.PRINT;
    }

    /// Lists a whole archive: any use is of high value to whoever asks.
    public static boolean isInventory(String uid) {
        return service(uid) == Service.INVENTORY;
    }

    private static void storage(String suffix, String name, String modality) {
        BY_UID.put(STORAGE + suffix, new SopClass(name, modality, Service.STORAGE));
    }

    private static void service(String uid, String name, Service service) {
        BY_UID.put(uid, new SopClass(name, "", service));
    }

    private record SopClass(String name, String modality, Service service) {}
}
