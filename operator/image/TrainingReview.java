import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks the webhook, while build-rootfs.sh watches which classes it loads, as the API server does for each new pod:  TrainingReview PORT CA_FILE. Fails unless it patches the pod. */
final class TrainingReview {

    private static final String REVIEW = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"1","operation":"CREATE","namespace":"training",
             "kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},
             "object":{"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"training-"},
              "spec":{"containers":[{"name":"app","image":"app","resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}]}}}}""";

    private TrainingReview() {}

    public static void main(String[] args) throws IOException, InterruptedException, GeneralSecurityException {
        // The certificate names a Service, and this is loopback.
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + args[0] + "/inject/training/training?timeout=1s"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(REVIEW))
                .build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(Path.of(args[1]))).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("\"patch\"")) {
                System.err.println("the webhook answered " + answer.statusCode() + ": " + answer.body());
                System.exit(1);
            }
        }
    }

    private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
