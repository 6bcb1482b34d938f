package io.wardtap.appliance.alert;

import io.wardtap.appliance.detect.RuleInfo;

/// The libpcap filter that shows an alert's traffic.
final class TrafficFilter {
    private TrafficFilter() {}

    static String of(Alert alert) {
        if (alert.client == null) {
            return "";
        }
        StringBuilder filter = new StringBuilder();
        if (alert.vlan != 0) {
            filter.append("vlan ").append(alert.vlan).append(" and ");
        }
        if (alert.server == null) {
            return filter.append("host ").append(alert.client).toString();
        }
        boolean service = !alert.service.isEmpty() && alert.service.indexOf('/') >= 0;
        boolean posture = alert.rule.kind() == RuleInfo.Kind.POSTURE;
        if (!posture) {
            filter.append("host ").append(alert.client);
        }
        if (posture || alert.peerDeviceId != null || service) {
            filter.append(posture ? "" : " and ").append("host ").append(alert.server);
        }
        String transport =
                switch (alert.transport) {
                    case 6 -> "tcp";
                    case 17 -> "udp";
                    default -> "";
                };
        if (service && !transport.isEmpty() && alert.serverPort != 0) {
            filter.append(" and ").append(transport).append(" port ").append(alert.serverPort);
        }
        return filter.toString();
    }
}
