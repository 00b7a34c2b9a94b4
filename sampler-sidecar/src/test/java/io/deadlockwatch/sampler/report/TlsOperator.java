package io.deadlockwatch.sampler.report;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.DumpCodec;
import io.deadlockwatch.core.protocol.DumpUpload;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetsCodec;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** An operator's ingest port, as much of it as a sampler sees. */
public final class TlsOperator implements AutoCloseable {

    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
    private final SSLServerSocket server;
    private final Behaviour behaviour;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final List<String> dumps = new CopyOnWriteArrayList<>();
    private volatile TargetList targets = new TargetList(List.of(), 0, 1_000);
    private volatile String dumpStatus = "200 OK";

    /** What it answers: a whole HTTP answer, or nothing to close the connection. */
    public interface Behaviour {
        byte[] answer(Report report) throws IOException, InterruptedException;
    }

    /** Serves on a free port of loopback. */
    public TlsOperator(SSLContext context, Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** Takes everything and gives this configuration and a lease of ten minutes. */
    public static Behaviour accepting(SamplerConfig config) {
        return report -> {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            new ReportCodec(ReportLimits.DEFAULTS).writeAnswer(new Answer(report.seq(), 600_000, config), body);
            return http("200 OK", "", body.toString(StandardCharsets.UTF_8));
        };
    }

    /** One HTTP answer. */
    public static byte[] http(String status, String headers, String body) {
        return ("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> converse(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                byte[] answer = answer(in);
                if (answer.length == 0) {
                    return;
                }
                connection.getOutputStream().write(answer);
            }
        } catch (IOException e) {
            // The sampler went away, or did not like our certificate.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] answer(InputStream in) throws IOException, InterruptedException {
        InputStream body = read(in);
        if (heads.getLast().startsWith("POST /v1/dump ")) {
            DumpUpload upload = new DumpCodec().open(body);
            String text = new String(upload.text().readAllBytes(), StandardCharsets.ISO_8859_1);
            dumps.add(upload.header().epoch() + " " + text);
            return http(dumpStatus, "", "{}");
        }
        if (heads.getLast().startsWith("POST /v1/targets ")) {
            new TargetsCodec().readRequest(body, true);
            ByteArrayOutputStream list = new ByteArrayOutputStream();
            new TargetsCodec().writeList(targets, list);
            return http("200 OK", "", list.toString(StandardCharsets.UTF_8));
        }
        Report report = codec.readReport(body, true);
        reports.add(report);
        return behaviour.answer(report);
    }

    private InputStream read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            head.append((char) b);
        }
        heads.add(head.toString());
        String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return new ByteArrayInputStream(in.readNBytes(Integer.parseInt(length)));
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Epoch and text of each dump. */
    public List<String> dumps() {
        return dumps;
    }

    /** What a node sampler that asks is told from now on. */
    public void assigns(TargetList list) {
        targets = list;
    }

    void answersDumpsWith(String status) {
        dumpStatus = status;
    }

    public int connections() {
        return connections.get();
    }

    public List<String> heads() {
        return heads;
    }

    /** The next report, or an error after 20 seconds. */
    public Report next() throws InterruptedException {
        Report report = reports.poll(20, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("no report");
        }
        return report;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
