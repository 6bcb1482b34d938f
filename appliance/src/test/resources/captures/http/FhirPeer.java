import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BasicAuthInterceptor;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A HAPI FHIR R4 server with patients who do not exist, and HAPI's own client: `server PORT` or
/// `client PORT`.
public final class FhirPeer {
    private static final FhirContext R4 = FhirContext.forR4();

    static Patient patient(String id) {
        Patient patient = new Patient();
        patient.setId(id);
        patient.addIdentifier().setSystem("urn:oid:1.2.3").setValue("WT-0007-" + id);
        patient.addName().setFamily("Specimen").addGiven("Sample");
        patient.addTelecom().setValue("555-0100");
        patient.setBirthDateElement(new org.hl7.fhir.r4.model.DateType("1961-02-03"));
        return patient;
    }

    /// Patients in memory.
    public static final class Patients implements IResourceProvider {
        private final Map<String, Patient> patients = new LinkedHashMap<>();

        Patients() {
            for (String id : List.of("a1", "a2", "a3")) {
                patients.put(id, patient(id));
            }
        }

        @Override
        public Class<? extends IBaseResource> getResourceType() {
            return Patient.class;
        }

        @Read
        public Patient read(@IdParam IdType id) {
            Patient found = patients.get(id.getIdPart());
            if (found == null) {
                throw new ResourceNotFoundException(id);
            }
            return found;
        }

        @Search
        public List<Patient> search(@OptionalParam(name = Patient.SP_FAMILY) StringParam family) {
            return new ArrayList<>(patients.values());
        }

        @Create
        public MethodOutcome create(@ResourceParam Patient patient) {
            patients.put("b1", patient);
            return new MethodOutcome(new IdType("Patient", "b1"), true);
        }
    }

    private FhirPeer() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("server")) {
            Server server = new Server(port);
            ServletContextHandler context = new ServletContextHandler("/");
            RestfulServer fhir = new RestfulServer(R4);
            fhir.setResourceProviders(new Patients());
            context.addServlet(new ServletHolder(fhir), "/fhir/*");
            server.setHandler(context);
            server.start();
            server.join();
            return;
        }
        R4.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        IGenericClient client = R4.newRestfulGenericClient("http://127.0.0.1:" + port + "/fhir");
        client.capabilities().ofType(org.hl7.fhir.r4.model.CapabilityStatement.class).execute();
        client.read().resource(Patient.class).withId("a1").execute();
        client.registerInterceptor(new BasicAuthInterceptor("viewer", "not-a-real-password"));
        client.setEncoding(EncodingEnum.XML);
        client.read().resource(Patient.class).withId("a2").execute();
        client.search()
                .forResource(Patient.class)
                .where(Patient.FAMILY.matches().value("Specimen"))
                .returnBundle(Bundle.class)
                .execute();
        client.setEncoding(EncodingEnum.JSON);
        client.search()
                .forResource(Patient.class)
                .where(Patient.FAMILY.matches().value("Specimen"))
                .usingStyle(ca.uhn.fhir.rest.api.SearchStyleEnum.POST)
                .returnBundle(Bundle.class)
                .execute();
        client.create().resource(patient("")).execute();
    }
}
