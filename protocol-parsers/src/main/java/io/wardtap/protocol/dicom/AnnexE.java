package io.wardtap.protocol.dicom;

/// The attributes of PS3.15 Annex E, Table E.1-1 (2025a), with the keywords of PS3.6: what the
/// Basic Application Level Confidentiality Profile removes or replaces. Data, a line an attribute:
/// tag, keyword, category of [io.wardtap.protocol.phi.PhiCategory], class, and `sequence` for one.
///
/// - `D` identifies a patient by itself.
/// - `Q` does so in combination: staff, facility, date, key, free text.
/// - `E` is in the table, but names equipment or encoding, or stands behind the pixel data: not
///   counted as patient data.
///
/// Repeating groups stand as their first, 5000 and 6000; FFFFFFFF stands for all private
/// attributes. The table has not (0010,0012), (0010,0033), (0040,0400) and (0040,A160): they are
/// here for what they hold.
final class AnnexE {
    static final String TABLE =
            """
            00100010 PatientName name D
            00100020 PatientID id D
            00100021 IssuerOfPatientID facility Q
            00101000 OtherPatientIDs id D
            00101001 OtherPatientNames name D
            00101002 OtherPatientIDsSequence id D sequence
            00101005 PatientBirthName name D
            00101060 PatientMotherBirthName name D
            00100030 PatientBirthDate dob D
            00100033 PatientBirthDateInAlternativeCalendar dob D
            00100012 NameToUse name D
            00101040 PatientAddress address D
            00102154 PatientTelephoneNumbers phone D
            00102155 PatientTelecomInformation phone D
            00101080 MilitaryRank demographic Q
            00101090 MedicalRecordLocator id D
            00101100 ReferencedPatientPhotoSequence image D sequence
            00102297 ResponsiblePerson name D
            00100050 PatientInsurancePlanCodeSequence insurance D sequence
            00101050 InsurancePlanIdentification insurance D
            00380010 AdmissionID account D
            00380060 ServiceEpisodeID account D
            00080050 AccessionNumber id D
            00401102 PersonAddress staff Q
            00401103 PersonTelephoneNumbers staff Q
            00401104 PersonTelecomInformation staff Q
            00120040 ClinicalTrialSubjectID id D
            00120042 ClinicalTrialSubjectReadingID id D
            00402016 PlacerOrderNumberImagingServiceRequest id D
            00402017 FillerOrderNumberImagingServiceRequest id D
            00420011 EncapsulatedDocument free-text D
            0040A123 PersonName name Q
            00400551 SpecimenIdentifier id Q
            00400512 ContainerIdentifier id Q
            22000005 BarcodeValue id Q
            22000002 LabelText free-text Q
            20300020 TextString free-text D
            00402010 OrderCallbackPhoneNumber staff Q
            00401010 NamesOfIntendedRecipientsOfResults staff Q
            00100040 PatientSex demographic Q
            00101010 PatientAge demographic Q
            00100032 PatientBirthTime dob Q
            00101020 PatientSize demographic Q
            00101030 PatientWeight demographic Q
            00102160 EthnicGroup demographic Q
            00102180 Occupation demographic Q
            00102150 CountryOfResidence address Q
            00102152 RegionOfResidence address Q
            001021F0 PatientReligiousPreference demographic Q
            001021A0 SmokingStatus demographic Q
            001021C0 PregnancyStatus demographic Q
            001021D0 LastMenstrualDate date Q
            00102000 MedicalAlerts free-text Q
            00102110 Allergies free-text Q
            001021B0 AdditionalPatientHistory free-text Q
            00104000 PatientComments free-text Q
            00101081 BranchOfService demographic Q
            00380500 PatientState free-text Q
            00380050 SpecialNeeds free-text Q
            00380300 CurrentPatientLocation facility Q
            00380400 PatientInstitutionResidence address Q
            00081080 AdmittingDiagnosesDescription free-text Q
            00380020 AdmittingDate date Q
            00080020 StudyDate date Q
            00080021 SeriesDate date Q
            00080022 AcquisitionDate date Q
            00080023 ContentDate date Q
            00400002 ScheduledProcedureStepStartDate date Q
            00400244 PerformedProcedureStepStartDate date Q
            00080030 StudyTime date Q
            0008002A AcquisitionDateTime date Q
            0020000D StudyInstanceUID id Q
            0020000E SeriesInstanceUID id Q
            00080018 SOPInstanceUID id Q
            00200052 FrameOfReferenceUID id Q
            00200010 StudyID id Q
            00080090 ReferringPhysicianName staff Q
            00080092 ReferringPhysicianAddress staff Q
            00080094 ReferringPhysicianTelephoneNumbers staff Q
            00081048 PhysiciansOfRecord staff Q
            00081050 PerformingPhysicianName staff Q
            00081060 NameOfPhysiciansReadingStudy staff Q
            00081070 OperatorsName staff Q
            00321032 RequestingPhysician staff Q
            0008009C ConsultingPhysicianName staff Q
            00700084 ContentCreatorName staff Q
            0040A075 VerifyingObserverName staff Q
            00404037 HumanPerformerName staff Q
            00400006 ScheduledPerformingPhysicianName staff Q
            300E0008 ReviewerName staff Q
            300600A6 ROIInterpreter staff Q
            00102299 ResponsibleOrganization facility Q
            00402008 OrderEnteredBy staff Q
            00081030 StudyDescription free-text Q
            0008103E SeriesDescription free-text Q
            00204000 ImageComments free-text Q
            00209158 FrameComments free-text Q
            00321060 RequestedProcedureDescription free-text Q
            00400007 ScheduledProcedureStepDescription free-text Q
            00400254 PerformedProcedureStepDescription free-text Q
            00400400 CommentsOnTheScheduledProcedureStep free-text Q
            00401001 RequestedProcedureID id Q
            00401002 ReasonForTheRequestedProcedure free-text Q
            00401400 RequestedProcedureComments free-text Q
            00402400 ImagingServiceRequestComments free-text Q
            00400280 CommentsOnThePerformedProcedureStep free-text Q
            00181030 ProtocolName free-text Q
            00082111 DerivationDescription free-text Q
            00384000 VisitComments free-text Q
            00321066 ReasonForVisit free-text Q
            00080080 InstitutionName facility Q
            00080081 InstitutionAddress facility Q
            00081040 InstitutionalDepartmentName facility Q
            0040A730 ContentSequence free-text Q sequence
            0040A160 TextValue free-text Q
            00081120 ReferencedPatientSequence id Q sequence
            00400275 RequestAttributesSequence id Q sequence
            04000561 OriginalAttributesSequence id Q sequence
            04000550 ModifiedAttributesSequence id Q sequence
            00700001 GraphicAnnotationSequence free-text Q sequence
            00160072 GPSLatitude address Q
            00160074 GPSLongitude address Q
            00001000 AffectedSOPInstanceUID equipment E
            00001001 RequestedSOPInstanceUID equipment E
            00020003 MediaStorageSOPInstanceUID id Q
            00041511 ReferencedSOPInstanceUIDInFile id Q
            00080012 InstanceCreationDate date Q
            00080013 InstanceCreationTime date Q
            00080014 InstanceCreatorUID equipment E
            00080015 InstanceCoercionDateTime date Q
            00080017 AcquisitionUID id Q
            00080019 PyramidUID id Q
            00080024 OverlayDate date Q
            00080025 CurveDate date Q
            00080031 SeriesTime date Q
            00080032 AcquisitionTime date Q
            00080033 ContentTime date Q
            00080034 OverlayTime date Q
            00080035 CurveTime date Q
            00080054 RetrieveAETitle equipment E
            00080055 StationAETitle equipment E
            00080058 FailedSOPInstanceUIDList id Q
            00080082 InstitutionCodeSequence facility Q sequence
            00080096 ReferringPhysicianIdentificationSequence staff Q sequence
            0008009D ConsultingPhysicianIdentificationSequence staff Q sequence
            00080106 ContextGroupVersion equipment E
            00080107 ContextGroupLocalVersion equipment E
            00080201 TimezoneOffsetFromUTC equipment E
            00081000 NetworkID id Q
            00081010 StationName equipment E
            00081041 InstitutionalDepartmentTypeCodeSequence facility Q sequence
            00081049 PhysiciansOfRecordIdentificationSequence staff Q sequence
            00081052 PerformingPhysicianIdentificationSequence staff Q sequence
            00081062 PhysiciansReadingStudyIdentificationSequence staff Q sequence
            00081072 OperatorIdentificationSequence staff Q sequence
            00081084 AdmittingDiagnosesCodeSequence free-text Q sequence
            00081088 PyramidDescription free-text Q
            00081110 ReferencedStudySequence id Q sequence
            00081111 ReferencedPerformedProcedureStepSequence id Q sequence
            00081140 ReferencedImageSequence id Q sequence
            00081155 ReferencedSOPInstanceUID id Q
            00081195 TransactionUID id Q
            00082112 SourceImageSequence id Q sequence
            00083010 IrradiationEventUID id Q
            00084000 IdentifyingComments free-text Q
            00100101 PatientPrimaryLanguageCodeSequence demographic Q sequence
            00100102 PatientPrimaryLanguageModifierCodeSequence demographic Q sequence
            00102203 PatientSexNeutered demographic Q
            00120010 ClinicalTrialSponsorName facility Q
            00120020 ClinicalTrialProtocolID id Q
            00120021 ClinicalTrialProtocolName free-text Q
            00120022 IssuerOfClinicalTrialProtocolID facility Q
            00120023 OtherClinicalTrialProtocolIDsSequence free-text Q sequence
            00120030 ClinicalTrialSiteID facility Q
            00120031 ClinicalTrialSiteName facility Q
            00120032 IssuerOfClinicalTrialSiteID facility Q
            00120041 IssuerOfClinicalTrialSubjectID facility Q
            00120043 IssuerOfClinicalTrialSubjectReadingID facility Q
            00120050 ClinicalTrialTimePointID id Q
            00120051 ClinicalTrialTimePointDescription free-text Q
            00120055 IssuerOfClinicalTrialTimePointID facility Q
            00120060 ClinicalTrialCoordinatingCenterName facility Q
            00120071 ClinicalTrialSeriesID id Q
            00120072 ClinicalTrialSeriesDescription free-text Q
            00120073 IssuerOfClinicalTrialSeriesID facility Q
            00120081 ClinicalTrialProtocolEthicsCommitteeName facility Q
            00120082 ClinicalTrialProtocolEthicsCommitteeApprovalNumber facility Q
            00120086 EthicsCommitteeApprovalEffectivenessStartDate date Q
            00120087 EthicsCommitteeApprovalEffectivenessEndDate date Q
            0014407C CalibrationTime equipment E
            0014407E CalibrationDate equipment E
            0016002B MakerNote equipment E
            0016004B DeviceSettingDescription equipment E
            0016004D CameraOwnerName staff Q
            0016004E LensSpecification equipment E
            0016004F LensMake equipment E
            00160050 LensModel equipment E
            00160051 LensSerialNumber equipment E
            00160070 GPSVersionID equipment E
            00160071 GPSLatitudeRef address Q
            00160073 GPSLongitudeRef address Q
            00160075 GPSAltitudeRef address Q
            00160076 GPSAltitude address Q
            00160077 GPSTimeStamp address Q
            00160078 GPSSatellites equipment E
            00160079 GPSStatus equipment E
            0016007A GPSMeasureMode equipment E
            0016007B GPSDOP equipment E
            0016007C GPSSpeedRef address Q
            0016007D GPSSpeed address Q
            0016007E GPSTrackRef address Q
            0016007F GPSTrack address Q
            00160080 GPSImgDirectionRef address Q
            00160081 GPSImgDirection address Q
            00160082 GPSMapDatum equipment E
            00160083 GPSDestLatitudeRef address Q
            00160084 GPSDestLatitude address Q
            00160085 GPSDestLongitudeRef address Q
            00160086 GPSDestLongitude address Q
            00160087 GPSDestBearingRef address Q
            00160088 GPSDestBearing address Q
            00160089 GPSDestDistanceRef address Q
            0016008A GPSDestDistance address Q
            0016008B GPSProcessingMethod address Q
            0016008C GPSAreaInformation address Q
            0016008D GPSDateStamp address Q
            0016008E GPSDifferential equipment E
            00180010 ContrastBolusAgent free-text Q
            00180027 InterventionDrugStopTime date Q
            00180035 InterventionDrugStartTime date Q
            00181000 DeviceSerialNumber equipment E
            00181002 DeviceUID equipment E
            00181004 PlateID equipment E
            00181005 GeneratorID equipment E
            00181007 CassetteID equipment E
            00181008 GantryID equipment E
            00181009 UniqueDeviceIdentifier equipment E
            0018100A UDISequence equipment E sequence
            0018100B ManufacturerDeviceClassUID equipment E
            00181012 DateOfSecondaryCapture date Q
            00181014 TimeOfSecondaryCapture date Q
            00181042 ContrastBolusStartTime date Q
            00181043 ContrastBolusStopTime date Q
            00181072 RadiopharmaceuticalStartTime date Q
            00181073 RadiopharmaceuticalStopTime date Q
            00181078 RadiopharmaceuticalStartDateTime date Q
            00181079 RadiopharmaceuticalStopDateTime date Q
            001811BB AcquisitionFieldOfViewLabel free-text Q
            00181200 DateOfLastCalibration equipment E
            00181201 TimeOfLastCalibration equipment E
            00181202 DateTimeOfLastCalibration equipment E
            00181203 CalibrationDateTime equipment E
            00181204 DateOfManufacture equipment E
            00181205 DateOfInstallation equipment E
            00181400 AcquisitionDeviceProcessingDescription free-text Q
            00182042 TargetUID id Q
            00184000 AcquisitionComments free-text Q
            00185011 TransducerIdentificationSequence equipment E sequence
            0018700A DetectorID equipment E
            0018700C DateOfLastDetectorCalibration equipment E
            0018700E TimeOfLastDetectorCalibration equipment E
            00189074 FrameAcquisitionDateTime date Q
            00189151 FrameReferenceDateTime date Q
            00189185 RespiratoryMotionCompensationTechniqueDescription free-text Q
            00189367 XRaySourceID equipment E
            00189369 SourceStartDateTime date Q
            0018936A SourceEndDateTime date Q
            00189371 XRayDetectorID equipment E
            00189373 XRayDetectorLabel equipment E
            0018937B MultienergyAcquisitionDescription free-text Q
            0018937F DecompositionDescription free-text Q
            00189424 AcquisitionProtocolDescription free-text Q
            00189516 StartAcquisitionDateTime date Q
            00189517 EndAcquisitionDateTime date Q
            00189623 FunctionalSyncPulse date Q
            00189701 DecayCorrectionDateTime date Q
            00189804 ExclusionStartDateTime date Q
            00189919 InstructionPerformedDateTime date Q
            00189937 RequestedSeriesDescription free-text Q
            0018A002 ContributionDateTime date Q
            0018A003 ContributionDescription free-text Q
            00200027 PyramidLabel free-text Q
            00200200 SynchronizationFrameOfReferenceUID id Q
            00203401 ModifyingDeviceID id Q
            00203403 ModifiedImageDate date Q
            00203405 ModifiedImageTime date Q
            00203406 ModifiedImageDescription free-text Q
            00209161 ConcatenationUID id Q
            00209164 DimensionOrganizationUID id Q
            00281199 PaletteColorLookupTableUID equipment E
            00281214 LargePaletteColorLookupTableUID equipment E
            00284000 ImagePresentationComments free-text Q
            00320012 StudyIDIssuer facility Q
            00320032 StudyVerifiedDate date Q
            00320033 StudyVerifiedTime date Q
            00320034 StudyReadDate date Q
            00320035 StudyReadTime date Q
            00321000 ScheduledStudyStartDate date Q
            00321001 ScheduledStudyStartTime date Q
            00321010 ScheduledStudyStopDate date Q
            00321011 ScheduledStudyStopTime date Q
            00321020 ScheduledStudyLocation facility Q
            00321021 ScheduledStudyLocationAETitle facility Q
            00321030 ReasonForStudy free-text Q
            00321033 RequestingService facility Q
            00321040 StudyArrivalDate date Q
            00321041 StudyArrivalTime date Q
            00321050 StudyCompletionDate date Q
            00321051 StudyCompletionTime date Q
            00321067 ReasonForVisitCodeSequence free-text Q sequence
            00321070 RequestedContrastAgent free-text Q
            00324000 StudyComments free-text Q
            00340001 FlowIdentifierSequence free-text Q sequence
            00340002 FlowIdentifier id Q
            00340005 SourceIdentifier id Q
            00340007 FrameOriginTimestamp date Q
            00380004 ReferencedPatientAliasSequence id D sequence
            00380011 IssuerOfAdmissionID facility Q
            00380014 IssuerOfAdmissionIDSequence facility Q sequence
            0038001A ScheduledAdmissionDate date Q
            0038001B ScheduledAdmissionTime date Q
            0038001C ScheduledDischargeDate date Q
            0038001D ScheduledDischargeTime date Q
            0038001E ScheduledPatientInstitutionResidence facility Q
            00380021 AdmittingTime date Q
            00380030 DischargeDate date Q
            00380032 DischargeTime date Q
            00380040 DischargeDiagnosisDescription free-text Q
            00380061 IssuerOfServiceEpisodeID facility Q
            00380062 ServiceEpisodeDescription free-text Q
            00380064 IssuerOfServiceEpisodeIDSequence facility Q sequence
            003A0310 MultiplexGroupUID id Q
            003A0314 ImpedanceMeasurementDateTime date Q
            003A0329 WaveformFilterDescription equipment E
            003A032B FilterLookupTableDescription equipment E
            00400001 ScheduledStationAETitle equipment E
            00400003 ScheduledProcedureStepStartTime date Q
            00400004 ScheduledProcedureStepEndDate date Q
            00400005 ScheduledProcedureStepEndTime date Q
            00400009 ScheduledProcedureStepID id Q
            0040000B ScheduledPerformingPhysicianIdentificationSequence staff Q sequence
            00400010 ScheduledStationName equipment E
            00400011 ScheduledProcedureStepLocation facility Q
            00400012 PreMedication free-text Q
            00400241 PerformedStationAETitle equipment E
            00400242 PerformedStationName equipment E
            00400243 PerformedLocation facility Q
            00400245 PerformedProcedureStepStartTime date Q
            00400250 PerformedProcedureStepEndDate date Q
            00400251 PerformedProcedureStepEndTime date Q
            00400253 PerformedProcedureStepID id Q
            00400310 CommentsOnRadiationDose free-text Q
            0040050A SpecimenAccessionNumber id Q
            00400513 IssuerOfTheContainerIdentifierSequence facility Q sequence
            0040051A ContainerDescription free-text Q
            00400554 SpecimenUID id Q
            00400555 AcquisitionContextSequence free-text Q sequence
            00400562 IssuerOfTheSpecimenIdentifierSequence facility Q sequence
            00400600 SpecimenShortDescription free-text Q
            00400602 SpecimenDetailedDescription free-text Q
            00400610 SpecimenPreparationSequence free-text Q sequence
            004006FA SlideIdentifier id Q
            00401004 PatientTransportArrangements free-text Q
            00401005 RequestedProcedureLocation facility Q
            0040100A ReasonForRequestedProcedureCodeSequence free-text Q sequence
            00401011 IntendedRecipientsOfResultsIdentificationSequence staff Q sequence
            00401101 PersonIdentificationCodeSequence staff Q sequence
            00402001 ReasonForTheImagingServiceRequest free-text Q
            00402004 IssueDateOfImagingServiceRequest date Q
            00402005 IssueTimeOfImagingServiceRequest date Q
            00402009 OrderEntererLocation facility Q
            00402011 OrderCallbackTelecomInformation free-text Q
            00403001 ConfidentialityConstraintOnPatientDataDescription free-text Q
            00404005 ScheduledProcedureStepStartDateTime date Q
            00404008 ScheduledProcedureStepExpirationDateTime date Q
            00404010 ScheduledProcedureStepModificationDateTime date Q
            00404011 ExpectedCompletionDateTime date Q
            00404023 ReferencedGeneralPurposeScheduledProcedureStepTransactionUID id Q
            00404025 ScheduledStationNameCodeSequence equipment E sequence
            00404027 ScheduledStationGeographicLocationCodeSequence equipment E sequence
            00404028 PerformedStationNameCodeSequence equipment E sequence
            00404030 PerformedStationGeographicLocationCodeSequence equipment E sequence
            00404034 ScheduledHumanPerformersSequence staff Q sequence
            00404035 ActualHumanPerformersSequence staff Q sequence
            00404036 HumanPerformerOrganization staff Q
            00404050 PerformedProcedureStepStartDateTime date Q
            00404051 PerformedProcedureStepEndDateTime date Q
            00404052 ProcedureStepCancellationDateTime date Q
            0040A023 FindingsGroupRecordingDateTrial date Q
            0040A024 FindingsGroupRecordingTimeTrial date Q
            0040A027 VerifyingOrganization facility Q
            0040A030 VerificationDateTime date Q
            0040A032 ObservationDateTime date Q
            0040A033 ObservationStartDateTime date Q
            0040A073 VerifyingObserverSequence staff Q sequence
            0040A078 AuthorObserverSequence staff Q sequence
            0040A07A ParticipantSequence free-text Q sequence
            0040A07C CustodialOrganizationSequence facility Q sequence
            0040A082 ParticipationDateTime date Q
            0040A088 VerifyingObserverIdentificationCodeSequence staff Q sequence
            0040A110 DateOfDocumentOrVerbalTransactionTrial date Q
            0040A112 TimeOfDocumentCreationOrVerbalTransactionTrial date Q
            0040A120 DateTime date Q
            0040A121 Date date Q
            0040A122 Time date Q
            0040A124 UID id Q
            0040A13A ReferencedDateTime date Q
            0040A171 ObservationUID id Q
            0040A172 ReferencedObservationUIDTrial id Q
            0040A192 ObservationDateTrial date Q
            0040A193 ObservationTimeTrial date Q
            0040A307 CurrentObserverTrial staff Q
            0040A352 VerbalSourceTrial staff Q
            0040A353 AddressTrial staff Q
            0040A354 TelephoneNumberTrial staff Q
            0040A358 VerbalSourceIdentifierCodeSequenceTrial staff Q sequence
            0040A402 ObservationSubjectUIDTrial id Q
            0040DB06 TemplateVersion equipment E
            0040DB07 TemplateLocalVersion equipment E
            0040DB0C TemplateExtensionOrganizationUID equipment E
            0040DB0D TemplateExtensionCreatorUID equipment E
            0040E004 HL7DocumentEffectiveTime date Q
            00440004 ApprovalStatusDateTime date Q
            0044000B ProductExpirationDateTime equipment E
            00440010 SubstanceAdministrationDateTime date Q
            00440104 AssertionDateTime date Q
            00440105 AssertionExpirationDateTime date Q
            0050001B ContainerComponentID id Q
            00500020 DeviceDescription equipment E
            00500021 LongDeviceDescription equipment E
            00620021 TrackingUID id Q
            00640003 SourceFrameOfReferenceUID id Q
            00686226 EffectiveDateTime date Q
            00686270 InformationIssueDateTime date Q
            006A0003 AnnotationGroupUID id Q
            006A0005 AnnotationGroupLabel free-text Q
            006A0006 AnnotationGroupDescription free-text Q
            00700082 PresentationCreationDate date Q
            00700083 PresentationCreationTime date Q
            00700086 ContentCreatorIdentificationCodeSequence staff Q sequence
            0070031A FiducialUID id Q
            00701101 PresentationDisplayCollectionUID id Q
            00701102 PresentationSequenceCollectionUID id Q
            0072000A HangingProtocolCreationDateTime equipment E
            0072005E SelectorAEValue equipment E
            0072005F SelectorASValue equipment E
            00720061 SelectorDAValue date Q
            00720063 SelectorDTValue date Q
            00720065 SelectorOBValue free-text Q
            00720066 SelectorLOValue free-text Q
            00720068 SelectorLTValue free-text Q
            0072006A SelectorPNValue staff Q
            0072006B SelectorTMValue date Q
            0072006C SelectorSHValue free-text Q
            0072006D SelectorUNValue free-text Q
            0072006E SelectorSTValue free-text Q
            00720070 SelectorUTValue free-text Q
            00720071 SelectorURValue free-text Q
            00741234 ReceivingAE equipment E
            00741236 RequestingAE equipment E
            00880140 StorageMediaFileSetUID equipment E
            00880200 IconImageSequence image Q sequence
            00880904 TopicTitle free-text Q
            00880906 TopicSubject free-text Q
            00880910 TopicAuthor staff Q
            00880912 TopicKeywords free-text Q
            01000420 SOPAuthorizationDateTime date Q
            04000100 DigitalSignatureUID staff Q
            04000105 DigitalSignatureDateTime date Q
            04000115 CertificateOfSigner staff Q
            04000310 CertifiedTimestamp date Q
            04000402 ReferencedDigitalSignatureSequence staff Q sequence
            04000403 ReferencedSOPInstanceMACSequence staff Q sequence
            04000404 MAC staff Q
            04000551 NonconformingModifiedAttributesSequence free-text Q sequence
            04000552 NonconformingDataElementValue free-text Q
            04000562 AttributeModificationDateTime date Q
            04000563 ModifyingSystem free-text Q
            04000564 SourceOfPreviousValues free-text Q
            04000565 ReasonForTheAttributeModification free-text Q
            04000600 InstanceOriginStatus free-text Q
            21000040 CreationDate date Q
            21000050 CreationTime date Q
            21000070 Originator free-text Q
            21000140 DestinationAE equipment E
            30020121 PositionAcquisitionTemplateName free-text Q
            30020123 PositionAcquisitionTemplateDescription free-text Q
            30060002 StructureSetLabel free-text Q
            30060004 StructureSetName free-text Q
            30060006 StructureSetDescription free-text Q
            30060008 StructureSetDate date Q
            30060009 StructureSetTime date Q
            30060024 ReferencedFrameOfReferenceUID id Q
            30060026 ROIName free-text Q
            30060028 ROIDescription free-text Q
            3006002D ROIDateTime date Q
            3006002E ROIObservationDateTime date Q
            30060038 ROIGenerationDescription free-text Q
            3006004D ROICreatorSequence staff Q sequence
            3006004E ROIInterpreterSequence staff Q sequence
            30060085 ROIObservationLabel free-text Q
            30060088 ROIObservationDescription free-text Q
            300600C2 RelatedFrameOfReferenceUID id Q
            30080024 TreatmentControlPointDate date Q
            30080025 TreatmentControlPointTime date Q
            30080054 FirstTreatmentDate date Q
            30080056 MostRecentTreatmentDate date Q
            30080105 SourceSerialNumber equipment E
            30080162 SafePositionExitDate date Q
            30080164 SafePositionExitTime date Q
            30080166 SafePositionReturnDate date Q
            30080168 SafePositionReturnTime date Q
            30080250 TreatmentDate date Q
            30080251 TreatmentTime date Q
            300A0002 RTPlanLabel free-text Q
            300A0003 RTPlanName free-text Q
            300A0004 RTPlanDescription free-text Q
            300A0006 RTPlanDate date Q
            300A0007 RTPlanTime date Q
            300A000B TreatmentSites free-text Q
            300A000E PrescriptionDescription free-text Q
            300A0013 DoseReferenceUID id Q
            300A0016 DoseReferenceDescription free-text Q
            300A0072 FractionGroupDescription free-text Q
            300A0083 ReferencedDoseReferenceUID id Q
            300A00B2 TreatmentMachineName equipment E
            300A00C3 BeamDescription free-text Q
            300A00DD BolusDescription free-text Q
            300A0196 FixationDeviceDescription equipment E
            300A01A6 ShieldingDeviceDescription equipment E
            300A01B2 SetupTechniqueDescription free-text Q
            300A0216 SourceManufacturer equipment E
            300A022C SourceStrengthReferenceDate equipment E
            300A022E SourceStrengthReferenceTime equipment E
            300A02EB CompensatorDescription free-text Q
            300A0608 TreatmentPositionGroupLabel free-text Q
            300A0609 TreatmentPositionGroupUID id Q
            300A0611 RTAccessoryHolderSlotID equipment E
            300A0615 RTAccessoryDeviceSlotID equipment E
            300A0619 RadiationDoseIdentificationLabel free-text Q
            300A0623 RadiationDoseInVivoMeasurementLabel free-text Q
            300A062A RTToleranceSetLabel free-text Q
            300A0650 PatientSetupUID id Q
            300A0676 EquipmentFrameOfReferenceDescription equipment E
            300A067C RadiationGenerationModeLabel equipment E
            300A067D RadiationGenerationModeDescription equipment E
            300A0700 TreatmentSessionUID id Q
            300A0734 TreatmentToleranceViolationDescription free-text Q
            300A0736 TreatmentToleranceViolationDateTime date Q
            300A073A RecordedRTControlPointDateTime date Q
            300A0741 InterlockDateTime date Q
            300A0742 InterlockDescription free-text Q
            300A0760 OverrideDateTime date Q
            300A0783 InterlockOriginDescription free-text Q
            300A0785 ReferencedTreatmentPositionGroupUID id Q
            300A078E PatientTreatmentPreparationProcedureParameterDescription free-text Q
            300A0792 PatientTreatmentPreparationMethodDescription free-text Q
            300A0794 PatientSetupPhotoDescription free-text Q
            300A079A DisplacementReferenceLabel free-text Q
            300C0113 ReasonForOmissionDescription free-text Q
            300C0127 BeamHoldTransitionDateTime date Q
            300E0004 ReviewDate date Q
            300E0005 ReviewTime date Q
            30100006 ConceptualVolumeUID id Q
            3010000B ReferencedConceptualVolumeUID id Q
            3010000F ConceptualVolumeCombinationDescription free-text Q
            30100013 ConstituentConceptualVolumeUID id Q
            30100015 SourceConceptualVolumeUID id Q
            30100017 ConceptualVolumeDescription free-text Q
            3010001B DeviceAlternateIdentifier equipment E
            3010002D DeviceLabel equipment E
            30100031 ReferencedFiducialsUID id Q
            30100033 UserContentLabel free-text Q
            30100034 UserContentLongLabel free-text Q
            30100035 EntityLabel free-text Q
            30100036 EntityName free-text Q
            30100037 EntityDescription free-text Q
            30100038 EntityLongLabel free-text Q
            3010003B RTTreatmentPhaseUID id Q
            30100043 ManufacturerDeviceIdentifier equipment E
            3010004C IntendedPhaseStartDate date Q
            3010004D IntendedPhaseEndDate date Q
            30100054 RTPrescriptionLabel free-text Q
            30100056 RTTreatmentApproachLabel free-text Q
            3010005A RTPhysicianIntentNarrative staff Q
            3010005C ReasonForSuperseding free-text Q
            30100061 PriorTreatmentDoseDescription free-text Q
            3010006E DosimetricObjectiveUID id Q
            3010006F ReferencedDosimetricObjectiveUID id Q
            30100077 TreatmentSite free-text Q
            3010007A TreatmentTechniqueNotes free-text Q
            3010007B PrescriptionNotes free-text Q
            3010007F FractionationNotes free-text Q
            30100081 PrescriptionNotesSequence free-text Q sequence
            30100085 IntendedFractionStartTime date Q
            40000010 Arbitrary free-text Q
            40004000 TextComments free-text Q
            40080040 ResultsID id Q
            40080042 ResultsIDIssuer facility Q
            40080100 InterpretationRecordedDate date Q
            40080101 InterpretationRecordedTime date Q
            40080102 InterpretationRecorder staff Q
            40080108 InterpretationTranscriptionDate date Q
            40080109 InterpretationTranscriptionTime date Q
            4008010A InterpretationTranscriber staff Q
            4008010B InterpretationText free-text Q
            4008010C InterpretationAuthor staff Q
            40080111 InterpretationApproverSequence staff Q sequence
            40080112 InterpretationApprovalDate date Q
            40080113 InterpretationApprovalTime date Q
            40080114 PhysicianApprovingInterpretation staff Q
            40080115 InterpretationDiagnosisDescription free-text Q
            40080118 ResultsDistributionListSequence staff Q sequence
            40080119 DistributionName staff Q
            4008011A DistributionAddress staff Q
            40080200 InterpretationID id Q
            40080202 InterpretationIDIssuer facility Q
            40080300 Impressions free-text Q
            40084000 ResultsComments free-text Q
            50003000 CurveData biometric Q
            60003000 OverlayData image Q
            60004000 OverlayComments free-text Q
            FFFAFFFA DigitalSignaturesSequence equipment E sequence
            FFFCFFFC DataSetTrailingPadding equipment E
            FFFFFFFF PrivateAttributes free-text Q
            """;

    private AnnexE() {}
}
