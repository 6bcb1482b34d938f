package io.wardtap.appliance.detect;

import io.wardtap.appliance.detect.dicom.CleartextDicomCredentials;
import io.wardtap.appliance.detect.dicom.DicomProbe;
import io.wardtap.appliance.detect.dicom.DicomQueryHarvest;
import io.wardtap.appliance.detect.dicom.ExecutablePreamble;
import io.wardtap.appliance.detect.dicom.UnknownAeTitle;
import io.wardtap.appliance.detect.hl7.ControlIdGap;
import io.wardtap.appliance.detect.hl7.InjectedContent;
import io.wardtap.appliance.detect.hl7.InterfaceProbe;
import io.wardtap.appliance.detect.hl7.MalformedMessages;
import io.wardtap.appliance.detect.hl7.MissingAcknowledgments;
import io.wardtap.appliance.detect.hl7.NakStorm;
import io.wardtap.appliance.detect.hl7.OversizeMessages;
import io.wardtap.appliance.detect.hl7.ReplayedMessage;
import io.wardtap.appliance.detect.hl7.UnexpectedTrigger;
import io.wardtap.appliance.detect.hl7.UnknownSender;
import io.wardtap.appliance.detect.http.CleartextHttpCredentials;
import io.wardtap.appliance.detect.http.FhirBulkExport;
import io.wardtap.appliance.detect.http.OpenFhirServer;
import io.wardtap.appliance.detect.monitor.CaptureHealth;
import io.wardtap.appliance.detect.monitor.ConfigurationHealth;
import io.wardtap.appliance.detect.network.FragmentOverlap;
import io.wardtap.appliance.detect.network.NewPeer;
import io.wardtap.appliance.detect.network.NewService;
import io.wardtap.appliance.detect.network.PortScan;
import io.wardtap.appliance.detect.network.SilentDevice;
import io.wardtap.appliance.detect.phi.CleartextAstmIdentifiers;
import io.wardtap.appliance.detect.phi.CleartextDicomIdentifiers;
import io.wardtap.appliance.detect.phi.CleartextDicomWebIdentifiers;
import io.wardtap.appliance.detect.phi.CleartextFhirIdentifiers;
import io.wardtap.appliance.detect.phi.CleartextHl7Identifiers;
import io.wardtap.appliance.detect.phi.CleartextMonitorIdentifiers;
import io.wardtap.appliance.detect.phi.CleartextPoctIdentifiers;
import io.wardtap.appliance.detect.phi.ExternalPatientData;
import io.wardtap.appliance.detect.phi.PatientDataInFile;
import io.wardtap.appliance.detect.phi.SuspectedPatientData;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// All detectors, by hand, in the order in which they see a unit. A new one adds its line here, its
/// test class and its page in docs/detectors.
public final class Detectors {
    /// @param rule the catalogue's entry
    /// @param type the detector's class
    public record Entry(
            RuleInfo rule,
            Class<? extends Detector> type,
            Function<DetectorContext, Detector> create) {}

    private static final List<Entry> ALL =
            List.of(
                    new Entry(
                            CleartextDicomIdentifiers.RULE,
                            CleartextDicomIdentifiers.class,
                            CleartextDicomIdentifiers::new),
                    new Entry(
                            CleartextHl7Identifiers.RULE,
                            CleartextHl7Identifiers.class,
                            CleartextHl7Identifiers::new),
                    new Entry(
                            CleartextFhirIdentifiers.RULE,
                            CleartextFhirIdentifiers.class,
                            CleartextFhirIdentifiers::new),
                    new Entry(
                            CleartextDicomWebIdentifiers.RULE,
                            CleartextDicomWebIdentifiers.class,
                            CleartextDicomWebIdentifiers::new),
                    new Entry(
                            PatientDataInFile.RULE,
                            PatientDataInFile.class,
                            PatientDataInFile::new),
                    new Entry(
                            SuspectedPatientData.RULE,
                            SuspectedPatientData.class,
                            SuspectedPatientData::new),
                    new Entry(
                            CleartextAstmIdentifiers.RULE,
                            CleartextAstmIdentifiers.class,
                            CleartextAstmIdentifiers::new),
                    new Entry(
                            CleartextPoctIdentifiers.RULE,
                            CleartextPoctIdentifiers.class,
                            CleartextPoctIdentifiers::new),
                    new Entry(
                            CleartextMonitorIdentifiers.RULE,
                            CleartextMonitorIdentifiers.class,
                            CleartextMonitorIdentifiers::new),
                    new Entry(
                            ExternalPatientData.RULE,
                            ExternalPatientData.class,
                            ExternalPatientData::new),
                    new Entry(
                            CleartextDicomCredentials.RULE,
                            CleartextDicomCredentials.class,
                            CleartextDicomCredentials::new),
                    new Entry(
                            CleartextHttpCredentials.RULE,
                            CleartextHttpCredentials.class,
                            CleartextHttpCredentials::new),
                    new Entry(OpenFhirServer.RULE, OpenFhirServer.class, OpenFhirServer::new),
                    new Entry(FhirBulkExport.RULE, FhirBulkExport.class, FhirBulkExport::new),
                    new Entry(
                            ExecutablePreamble.RULE,
                            ExecutablePreamble.class,
                            ExecutablePreamble::new),
                    new Entry(NewPeer.RULE, NewPeer.class, NewPeer::new),
                    new Entry(NewService.RULE, NewService.class, NewService::new),
                    new Entry(SilentDevice.RULE, SilentDevice.class, SilentDevice::new),
                    new Entry(PortScan.RULE, PortScan.class, PortScan::new),
                    new Entry(FragmentOverlap.RULE, FragmentOverlap.class, FragmentOverlap::new),
                    new Entry(DicomProbe.RULE, DicomProbe.class, DicomProbe::new),
                    new Entry(UnknownAeTitle.RULE, UnknownAeTitle.class, UnknownAeTitle::new),
                    new Entry(
                            DicomQueryHarvest.RULE,
                            DicomQueryHarvest.class,
                            DicomQueryHarvest::new),
                    new Entry(NakStorm.RULE, NakStorm.class, NakStorm::new),
                    new Entry(
                            MissingAcknowledgments.RULE,
                            MissingAcknowledgments.class,
                            MissingAcknowledgments::new),
                    new Entry(ReplayedMessage.RULE, ReplayedMessage.class, ReplayedMessage::new),
                    new Entry(ControlIdGap.RULE, ControlIdGap.class, ControlIdGap::new),
                    new Entry(
                            MalformedMessages.RULE,
                            MalformedMessages.class,
                            MalformedMessages::new),
                    new Entry(InjectedContent.RULE, InjectedContent.class, InjectedContent::new),
                    new Entry(OversizeMessages.RULE, OversizeMessages.class, OversizeMessages::new),
                    new Entry(
                            UnexpectedTrigger.RULE,
                            UnexpectedTrigger.class,
                            UnexpectedTrigger::new),
                    new Entry(UnknownSender.RULE, UnknownSender.class, UnknownSender::new),
                    new Entry(InterfaceProbe.RULE, InterfaceProbe.class, InterfaceProbe::new),
                    // behind the rules that tell it of what they see
                    new Entry(CaptureHealth.RULE, CaptureHealth.class, CaptureHealth::new),
                    new Entry(
                            ConfigurationHealth.RULE,
                            ConfigurationHealth.class,
                            ConfigurationHealth::new));

    private Detectors() {}

    public static List<Entry> entries() {
        return ALL;
    }

    /// The catalogue.
    public static List<RuleInfo> rules() {
        List<RuleInfo> rules = new ArrayList<>();
        for (Entry entry : ALL) {
            rules.add(entry.rule());
        }
        return rules;
    }

    /// Makes the detectors whose rule is enabled.
    ///
    /// @param enabled by rule id
    public static List<Detector> create(DetectorContext context, Predicate<String> enabled) {
        List<Detector> detectors = new ArrayList<>();
        for (Entry entry : ALL) {
            if (enabled.test(entry.rule().id())) {
                detectors.add(entry.create().apply(context));
            }
        }
        return detectors;
    }
}
