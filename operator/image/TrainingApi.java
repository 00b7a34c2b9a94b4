import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of an API server as the operator needs to start, while build-rootfs.sh watches which classes it loads: every list is empty, every watch stays silent, every
 * object that is sent is taken and given back, and there is none by any name. The certificate that the operator makes for its servers is kept in the folder that is the
 * argument, as the webhook has it mounted. Prints its port; runs until its input ends.
 */
final class TrainingApi {

    private static final String LIST = """
            {"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}""";
    private static final String NONE = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}""";
    private static final String VERSION = """
            {"major":"1","minor":"35","gitVersion":"v1.35.0","buildDate":"2026-01-01T00:00:00Z"}""";

    private static final Pattern FILE = Pattern.compile("\"(tls\\.crt|tls\\.key|ca\\.crt)\":\"([^\"]*)\"");

    private final Path certificates;

    private TrainingApi(Path certificates) {
        this.certificates = certificates;
    }

    public static void main(String[] args) throws IOException {
        TrainingApi api = new TrainingApi(Path.of(args[0]));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", api::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.readAllBytes();
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            reply(exchange, 200, new byte[0]); // no web sockets: the client watches by HTTP then
        } else if (query.contains("watch=true")) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            silence();
        } else if (!exchange.getRequestMethod().equals("GET")) {
            keep(new String(sent, StandardCharsets.UTF_8));
            reply(exchange, 200, sent);
        } else if (path.equals("/version")) {
            reply(exchange, 200, bytes(VERSION));
        } else {
            boolean list = isList(path.split("/"));
            reply(exchange, list ? 200 : 404, bytes(list ? LIST : NONE));
        }
    }

    private void keep(String sent) throws IOException {
        if (sent.contains("kubernetes.io/tls")) {
            Matcher file = FILE.matcher(sent);
            while (file.find()) {
                Files.writeString(certificates.resolve(file.group(1)), file.group(2).replace("\\n", "\n"));
            }
        }
    }

    /** {@code /api/v1/pods}, {@code /api/v1/namespaces/NAME/pods}, {@code /apis/GROUP/VERSION/pods} and so on, without a name at the end. */
    private static boolean isList(String[] parts) {
        int from = parts[1].equals("api") ? 3 : 4;
        boolean namespaced = parts.length > from + 1 && parts[from].equals("namespaces");
        return parts.length == from + (namespaced ? 3 : 1);
    }

    private static void silence() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
