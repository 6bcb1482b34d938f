package io.wardtap.appliance;

import io.wardtap.appliance.export.SummaryData;
import io.wardtap.appliance.observe.Exposed;
import io.wardtap.appliance.observe.ExposureTable;

import java.util.ArrayList;
import java.util.List;

/// The exposure ledger as a summary tells it: services and clients whose messages had patient data.
final class ExposureReport {
    private ExposureReport() {}

    static List<SummaryData.Exposure> of(ExposureTable exposure) {
        List<SummaryData.Exposure> told = new ArrayList<>();
        for (ExposureTable.Service service : exposure.services()) {
            if (service.phiMessages() > 0) {
                told.add(
                        new SummaryData.Exposure(
                                service.server.toString(),
                                service.port,
                                service.protocol,
                                false,
                                service.encryptedRatio(),
                                service.clients(),
                                passed(service),
                                pairs(service)));
            }
        }
        return told;
    }

    private static List<SummaryData.ExposedPair> pairs(ExposureTable.Service service) {
        List<SummaryData.ExposedPair> told = new ArrayList<>();
        for (ExposureTable.Pair pair : service.pairs()) {
            if (pair.phiMessages() > 0) {
                told.add(new SummaryData.ExposedPair(pair.client.toString(), passed(pair)));
            }
        }
        return told;
    }

    private static SummaryData.Passed passed(Exposed exposed) {
        return new SummaryData.Passed(
                exposed.scope().label(),
                exposed.messages(),
                exposed.phiMessages(),
                exposed.phiBytes(),
                exposed.patients(),
                exposed.isEstimate(),
                exposed.firstNs(),
                exposed.lastNs(),
                exposed.categories());
    }
}
