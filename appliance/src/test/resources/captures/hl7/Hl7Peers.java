import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.protocol.ReceivingApplicationException;
import ca.uhn.hl7v2.util.SocketFactory;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A HAPI server, and with `client` as first argument a HAPI client as well, over MLLP in a
/// character set: what `record` records. Patients are made up.
///
/// Arguments: `client` or `server`, port, character set of the wire, name of it in MSH-18; for TLS
/// a PKCS #12 file with the server's key, whose password is `changeit`.
public final class Hl7Peers {
    private static final String[] MESSAGES = {
        "MSH|^~\\&|HIS|EXH|EHR|EXH|20260311120000||ADT^A01^ADT_A01|P1|P|2.5|||AL|AL||%s\r"
                + "EVN|A01|20260311120000\r"
                + "PID|1||900001^^^EXH^MR||M\u00fcller^J\u00f6rg||19700131|M\r"
                + "PV1|1|I|W1^101^A\r",
        "MSH|^~\\&|LIS|EXH|EHR|EXH|20260311120001||ORU^R01^ORU_R01|P2|P|2.5|||AL|AL||%s\r"
                + "PID|1||900002^^^EXH^MR||Beispiel^Nora||19800229|F\r"
                + "OBR|1|||24331-1^Lipids^LN\r"
                + "OBX|1|NM|2093-3^Cholesterol^LN||196|mg/dL|||||F\r"
                + "NTE|1||Frau Beispiel kommt wieder, geb. 29.02.1980\r",
        "MSH|^~\\&|HIS|EXH|EHR|EXH|20260311120002||ADT^A08^ADT_A01|P3|P|2.5|||AL|AL||%s\r"
                + "PID|1||900001^^^EXH^MR||M\u00fcller^J\u00f6rg||19700131|M\r"
    };

    private Hl7Peers() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        try (DefaultHapiContext hapi =
                new DefaultHapiContext(
                        new ParserConfiguration(),
                        ValidationContextFactory.noValidation(),
                        new GenericModelClassFactory())) {
            MinLowerLayerProtocol protocol = new MinLowerLayerProtocol();
            protocol.setCharset(Charset.forName(arguments[2]));
            hapi.setLowerLayerProtocol(protocol);
            boolean tls = arguments.length > 4;
            if (tls) {
                hapi.setSocketFactory(new TlsSockets(Path.of(arguments[4])));
            }
            HL7Service server = hapi.newServer(port, tls);
            server.registerApplication(new Accepting());
            server.startAndWait();
            System.out.println("ready");
            if (arguments[0].equals("client")) {
                Connection connection = hapi.newClient("127.0.0.1", port, tls);
                for (String message : MESSAGES) {
                    connection
                            .getInitiator()
                            .sendAndReceive(
                                    hapi.getPipeParser().parse(message.formatted(arguments[3])));
                }
                connection.close();
            } else {
                System.in.read(); // until the script closes it
            }
            server.stopAndWait();
        }
    }

    private static final class Accepting implements ReceivingApplication<Message> {
        @Override
        public Message processMessage(Message message, Map<String, Object> metadata)
                throws ReceivingApplicationException {
            try {
                return message.generateACK();
            } catch (Exception e) {
                throw new ReceivingApplicationException(e);
            }
        }

        @Override
        public boolean canProcess(Message message) {
            return true;
        }
    }

    /// Sockets of one key that both sides trust.
    private static final class TlsSockets implements SocketFactory {
        private final SSLContext context = SSLContext.getInstance("TLS");

        TlsSockets(Path file) throws GeneralSecurityException, IOException {
            char[] password = "changeit".toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, password);
            }
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        }

        @Override
        public Socket createSocket() {
            return new Socket();
        }

        @Override
        public Socket createTlsSocket() throws IOException {
            return context.getSocketFactory().createSocket();
        }

        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket();
        }

        @Override
        public ServerSocket createTlsServerSocket() throws IOException {
            return context.getServerSocketFactory().createServerSocket();
        }

        @Override
        public void configureNewAcceptedSocket(Socket socket) {}
    }
}
