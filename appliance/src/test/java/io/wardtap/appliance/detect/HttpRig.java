package io.wardtap.appliance.detect;

import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.http.HttpPhi;

/// HTTP facts as a parser would give them.
public final class HttpRig {
    private HttpRig() {}

    /// A transaction that was answered.
    public static HttpFacts transaction() {
        HttpFacts facts = new HttpFacts();
        facts.kind = HttpFacts.Kind.TRANSACTION;
        facts.method = "GET";
        facts.host = "srv.example";
        facts.path = "/x/{x}";
        facts.userAgent = "curl/7.88.1";
        facts.server = "nginx/1.22.1";
        facts.status = 200;
        return facts;
    }

    /// A response with patients.
    public static HttpFacts patients(HttpFacts.Service service, String field, long... hashes) {
        HttpFacts facts = transaction();
        facts.service = service;
        for (int i = 0; i < HttpPhi.CATALOGUE.size(); i++) {
            if (HttpPhi.CATALOGUE.get(i).name().equals(field)) {
                facts.phi.mark(i);
                facts.transactionPhi.mark(i);
            }
        }
        for (long hash : hashes) {
            facts.phi.patient(hash);
        }
        return facts;
    }
}
