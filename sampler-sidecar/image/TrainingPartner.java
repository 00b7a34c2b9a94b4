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
 * What a sampler needs around it while build-rootfs.sh watches which classes it loads: a target with a recorded goroutine profile and a dump, and an operator that takes
 * every report and grants every dump. Prints the operator's port; runs until its input ends.
 *
 * <p>Usage: {@code java TrainingPartner.java KEYSTORE PASSWORD PROFILE}
 */
final class TrainingPartner {

    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");
    private static final String ANSWER = """
            {"ack":%s,"leaseMillis":600000,"dumpGrantMillis":60000,\
            "config":{"port":%d,"path":"/debug/pprof","scheme":"http",\
            "intervalMillis":1000,"heartbeatMillis":1000,"paused":false,\
            "ladder":{"cpuBudgetMillis":200,"pauseBudgetMillis":2000,"leakIntervalMillis":60000,\
            "dumpIntervalMillis":600000,"dumpGoroutines":2000,"dumpLocksOnly":true}}}""";

    private static final String DUMP = """
            goroutine 21 [running]:
            runtime/pprof.writeGoroutineStacks({0x7f2b3c, 0xc000130000})
            \t/usr/local/go/src/runtime/pprof/pprof.go:816 +0x6b
            runtime/pprof.writeGoroutine({0x7f2b3c, 0xc000130000}, 0x2)
            \t/usr/local/go/src/runtime/pprof/pprof.go:805 +0x25
            created by net/http.(*Server).Serve in goroutine 1
            \t/usr/local/go/src/net/http/server.go:3493 +0x485

            goroutine 18 [sync.Mutex.Lock, 3 minutes]:
            main.lock(...)
            \t/src/blocked/main.go:19
            created by main.main in goroutine 1
            \t/src/blocked/main.go:32 +0x1f5

            """;

    private TrainingPartner() {}

    public static void main(String[] args) throws Exception {
        byte[] profile = Files.readAllBytes(Path.of(args[2]));
        HttpServer target = HttpServer.create(loopback(), 0);
        target.createContext("/debug/pprof/", exchange -> page(exchange, profile));
        target.start();
        int port = target.getAddress().getPort();
        HttpsServer operator = HttpsServer.create(loopback(), 0);
        operator.setHttpsConfigurator(new HttpsConfigurator(tls(Path.of(args[0]), args[1].toCharArray())));
        operator.createContext("/v1/report", exchange -> answer(exchange, port));
        operator.createContext("/v1/dump", exchange -> stored(exchange));
        operator.start();
        System.out.println(operator.getAddress().getPort());
        System.in.readAllBytes();
        System.exit(0);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void page(HttpExchange exchange, byte[] profile) throws IOException {
        switch (exchange.getRequestURI().toString()) {
            case "/debug/pprof/" ->
                reply(exchange, 200, text("<a href='goroutineleak?debug=1'>goroutineleak</a>"), "text/html");
            case "/debug/pprof/goroutine?debug=2" -> reply(exchange, 200, text(DUMP), "text/plain");
            default -> reply(exchange, 200, profile);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void stored(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        reply(exchange, 200, text("{}"));
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
        reply(exchange, status, body, "application/octet-stream");
    }

    private static void reply(HttpExchange exchange, int status, byte[] body, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
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
