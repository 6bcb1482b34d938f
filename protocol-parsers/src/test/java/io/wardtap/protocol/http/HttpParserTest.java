package io.wardtap.protocol.http;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.http.Exchanges.marked;
import static io.wardtap.protocol.http.Exchanges.message;
import static io.wardtap.protocol.http.Exchanges.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.http.HttpFacts.Service;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What heads tell, and what they do not.
final class HttpParserTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private static HttpFacts transaction(String head) {
        List<HttpFacts> told =
                new Exchanges().asks(head + "\r\n\r\n").answers(OK).read().transactions();
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    @Test
    void joinsRequestAndResponse() {
        Exchanges seen =
                new Exchanges()
                        .asks(
                                "GET /api/devices/4711/status?unit=7&_count=20 HTTP/1.1\r\n"
                                        + "Host: monitor-3.ward.example:8080\r\nUser-Agent:"
                                        + " Mozilla/5.0 (X11; Linux; Jane Doe) Gecko/20100101"
                                        + " Firefox/115.0\r\nCookie: id=secret\r\n\r\n")
                        .answers(
                                "HTTP/1.1 404 Not Found\r\nServer: nginx/1.22.1 (Debian)\r\n"
                                        + "Content-Type: text/html; charset=utf-8\r\n"
                                        + "Content-Length: 5\r\n\r\nnone!")
                        .read();

        assertThat(seen.told).hasSize(1);
        HttpFacts facts = seen.told.getFirst();
        assertThat(facts.method).isEqualTo("GET");
        assertThat(facts.host).isEqualTo("monitor-3.ward.example");
        assertThat(facts.path).isEqualTo("/api/devices/{n}/status");
        assertThat(facts.parameters).containsExactly("_count");
        assertThat(facts.otherParameters).isEqualTo(1);
        assertThat(facts.userAgent).isEqualTo("Mozilla/5.0 Gecko Firefox/115.0");
        assertThat(facts.server).isEqualTo("nginx/1.22.1");
        assertThat(facts.status).isEqualTo(404);
        assertThat(facts.responseType).isEqualTo("text/html");
        assertThat(facts.responseBytes).isEqualTo(5);
        assertThat(facts.latencyNs).isEqualTo(1_000_000);
        assertThat(facts.credentials).isZero();
        assertThat(facts.service).isEqualTo(Service.NONE);
        assertThat(texts(facts)).doesNotContain("Jane", "secret", "4711", "20100101");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/|/",
                "/index.html|/index.html",
                "/a/Doe/Jane.pdf|/{x}/{x}/{x}.pdf",
                "/fhir/Patient/jane-doe/_history/3|/fhir/Patient/{x}/_history/{n}",
                "/dicom-web/studies/1.2.840.1/series/|/dicom-web/studies/{uid}/series/",
                "/x/7bd7d5a6-0000-4000-8000-0123456789ab|/{x}/{uuid}",
                "/blobs/0123456789abcdef0|/blobs/{hash}",
                "/fhir/Patient/%24everything|/fhir/Patient/$everything",
                "/fhir/$made-up|/fhir/$other",
                "http://other.example/api|/api",
                "*|/{x}",
                "/aets/DOE_JANE/rs/studies|/aets/{x}/rs/studies",
            })
    void showsPathsAsTemplates(String target, String template) {
        assertThat(transaction("GET " + target + " HTTP/1.1\r\nHost: a").path).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pacs.example.org:80|pacs.example.org",
                "172.24.133.205:8000|172.24.133.205",
                "[2001:db8::1]:80|2001:db8::1",
                "mrn-12345678.example.org|''",
                "jane doe|''",
                "a@b|''",
                "jane.doe:secret@pacs.example.org|''",
                "078-05-1120.example.org|''",
                "pacs.1963-02-14|''",
                "14.02.1963|''",
                "ip-10-0-12-155.example.org|ip-10-0-12-155.example.org",
                "7.ward.example.org|7.ward.example.org",
                "''|''",
            })
    void showsHostsThatAreSuch(String field, String host) {
        assertThat(transaction("GET / HTTP/1.1\r\nHost: " + field).host).isEqualTo(host);
    }

    @Test
    void showsNoUserOfATarget() {
        HttpFacts facts = transaction("GET http://jane.doe:secret@pacs.example.org/x HTTP/1.1");

        assertThat(texts(facts)).doesNotContain("jane", "doe", "secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curl/8.14.1|curl/8.14.1",
                "App/2.4.57-2|App/2.4.57-2",
                "App/2023.1.4|App/2023.1.4",
                "Chrome/120.0.6099.109|Chrome/120.0.6099.109",
                "App/1963-02-14|App",
                "App/078-05-1120|App",
                "App/14.2.1963|App",
                "App/1963.02.14|App",
            })
    void showsVersionsThatAreNoPersonsNumbers(String field, String shown) {
        assertThat(transaction("GET / HTTP/1.1\r\nUser-Agent: " + field).userAgent)
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Basic dGVzdDpmYWlsMg==|basic",
                "authorization:  Digest username=\"test\", response=\"x\"|digest",
                "Authorization: Bearer eyJhbGciOi.x.y|bearer",
                "Authorization: NTLM TlRMTVNTUAADAAAAGAAYAIYA|ntlm",
                "Authorization: Negotiate TlRMTVNTUAADAAAAGAAYAIYA|ntlm",
                "Authorization: NTLM TlRMTVNTUAABAAAAB4IIogAA|''",
                "Authorization: Negotiate YIIGhgYGKwYBBQUCoIIG|''",
                "Authorization: AWS4-HMAC-SHA256 Credential=x|other",
                "Proxy-Authorization: Basic dGVzdDpmYWlsMg==|basic,proxy",
                "Authorization: Basic|''",
            })
    void tellsCredentialsAndNeverTheSecret(String field, String kinds) {
        HttpFacts facts = transaction("GET /a HTTP/1.1\r\nHost: h\r\n" + field);

        assertThat(String.join(",", Credentials.labels(facts.credentials))).isEqualTo(kinds);
        assertThat(texts(facts)).doesNotContain("fail2", "eyJ", "TlRM", "dGVz", "test");
    }

    @Test
    void hashesTheSameUserAlikeInBasicAndDigest() {
        HttpFacts basic = transaction("GET / HTTP/1.1\r\nAuthorization: Basic dGVzdDpmYWlsMg==");
        HttpFacts digest =
                transaction("GET / HTTP/1.1\r\nAuthorization: Digest username=\"test\", a=\"b\"");

        assertThat(basic.userHash).isNotZero().isEqualTo(digest.userHash);
    }

    @Test
    void seesPasswordsOfFormsAndTokensOfQueries() {
        HttpFacts form =
                new Exchanges()
                        .asks(
                                message(
                                        "POST /login HTTP/1.1\r\nContent-Type:"
                                                + " application/x-www-form-urlencoded",
                                        "user=doe&password=hunter2"))
                        .answers(OK)
                        .read()
                        .transactions()
                        .getFirst();
        HttpFacts query = transaction("GET /a?access_token=abc HTTP/1.1");
        HttpFacts empty = transaction("GET /a?access_token= HTTP/1.1");

        assertThat(form.credentials).isEqualTo(Credentials.FORM);
        assertThat(texts(form)).doesNotContain("hunter2", "doe");
        assertThat(query.credentials).isEqualTo(Credentials.QUERY);
        assertThat(empty.credentials).isZero();
    }

    @Test
    void seesATokenThatAServerIssues() {
        HttpFacts facts =
                new Exchanges()
                        .asks("GET /token HTTP/1.1\r\n\r\n")
                        .answers(
                                message(
                                        "HTTP/1.1 200 OK\r\nContent-Type: application/json",
                                        "{\"access_token\":\"eyJhbGci\",\"expires_in\":3600}"))
                        .read()
                        .transactions()
                        .getFirst();

        assertThat(facts.credentials).isEqualTo(Credentials.ISSUED);
        assertThat(facts.service).isEqualTo(Service.NONE);
    }

    @Test
    void tellsARequestWithoutAResponseAndAResponseWithoutARequest() {
        List<HttpFacts> unanswered =
                new Exchanges().asks("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").read().transactions();
        List<HttpFacts> alone = new Exchanges().answers(OK).read().transactions();

        assertThat(unanswered).hasSize(1);
        assertThat(unanswered.getFirst().host).isEqualTo("h");
        assertThat(unanswered.getFirst().status).isEqualTo(-1);
        assertThat(alone).hasSize(1);
        assertThat(alone.getFirst().status).isEqualTo(200);
        assertThat(alone.getFirst().method).isEmpty();
    }

    /// Very many pipelines take no more memory than was set aside for them, and give it back.
    @Test
    void boundsWhatPipelinesTake() {
        HttpParser parser =
                new HttpParser(
                        new ParserContext(
                                new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(16)));
        byte[] head = "GET /api HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        int flows = 3000;
        HttpFacts facts = new HttpFacts();
        for (int flow = 1; flow <= flows; flow++) {
            for (int number = 0; number < 2 * HttpConnection.MAX_EXCHANGES; number++) {
                long detail = Http.detail(number, Http.NO_BODY);
                parser.onUnit(
                        flow, Http.REQUEST, ORIGINATOR, 1, head, 0, head.length, detail, facts);
            }
        }

        assertThat(parser.spare.left()).isZero();
        for (int flow = 1; flow <= flows; flow++) {
            parser.onFlowEnd(flow);
        }
        assertThat(parser.spare.left()).isEqualTo(HttpConnection.Spare.EXCHANGES);
    }

    /// A response that still comes keeps its request, whatever is asked meanwhile.
    @Test
    void keepsARequestThatIsBeingAnswered() {
        Exchanges seen = new Exchanges().asks("GET /fhir/metadata HTTP/1.1\r\nHost: h\r\n\r\n");
        seen.answers("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
        for (int i = 0; i < HttpConnection.MAX_EXCHANGES; i++) {
            seen.asks("GET /api HTTP/1.1\r\nHost: h\r\n\r\n");
        }
        HttpFacts first = seen.answers("56789").readWhole().transactions().getFirst();

        assertThat(first.path).isEqualTo("/fhir/metadata");
        assertThat(first.status).isEqualTo(200);
        assertThat(first.responseBytes).isEqualTo(10);
    }

    @Test
    void findsNothingOfPatientsInOrdinaryTraffic() {
        HttpFacts facts =
                transaction("GET /app/list?name=x&identifier=1&patient=2 HTTP/1.1\r\nHost: shop");

        assertThat(marked(facts.transactionPhi)).isEmpty();
    }
}
