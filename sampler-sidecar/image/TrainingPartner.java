import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a sampler needs around it while build-rootfs.sh watches which classes it loads: a target with a recorded goroutine profile, and an operator that takes every
 * report. Prints the operator's port; runs until its input ends.
 *
 * <p>Usage: {@code java TrainingPartner.java KEYSTORE PASSWORD PROFILE}
 */
final class TrainingPartner {

    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");
    private static final String ANSWER = """
            {"ack":%s,"leaseMillis":600000,"config":{"port":%d,"path":"/debug/pprof","scheme":"http",\
            "intervalMillis":1000,"heartbeatMillis":1000,"paused":false}}""";

    private TrainingPartner() {}

    public static void main(String[] args) throws Exception {
        byte[] profile = Files.readAllBytes(Path.of(args[2]));
        HttpServer target = HttpServer.create(loopback(), 0);
        target.createContext("/debug/pprof/goroutine", exchange -> reply(exchange, 200, profile));
        target.start();
        int port = target.getAddress().getPort();
        HttpsServer operator = HttpsServer.create(loopback(), 0);
        operator.setHttpsConfigurator(new HttpsConfigurator(tls(Path.of(args[0]), args[1].toCharArray())));
        operator.createContext("/v1/report", exchange -> answer(exchange, port));
        operator.start();
        System.out.println(operator.getAddress().getPort());
        System.in.readAllBytes();
        System.exit(0);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The second report is refused, so that the sampler trains a full one too. */
    private static void answer(HttpExchange exchange, int port) throws IOException {
        String report;
        try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            report = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher seq = SEQ.matcher(report);
        if (!seq.find()) {
            throw new IOException("a report without seq");
        }
        if (seq.group(1).equals("2")) {
            reply(exchange, 409, "{\"error\":\"resync\"}".getBytes(StandardCharsets.UTF_8));
        } else {
            reply(exchange, 200, ANSWER.formatted(seq.group(1), port).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static SSLContext tls(Path keyStore, char[] password) throws Exception {
        KeyStore keys = KeyStore.getInstance(keyStore.toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
