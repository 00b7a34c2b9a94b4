package io.deadlockwatch.sampler.report;

import io.deadlockwatch.core.protocol.BoundedStreams;
import io.deadlockwatch.core.protocol.DumpCodec;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportException;
import io.deadlockwatch.core.protocol.TargetsCodec;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.http.HttpException;
import io.deadlockwatch.sampler.http.HttpResponse;
import io.deadlockwatch.sampler.http.Watchdog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Posts reports, dumps and questions for targets over one HTTPS connection that is kept between them. A kept connection that turns out to be dead before any byte of an answer came is replaced once:
 * a report may be sent twice. For one thread at a time.
 */
public final class HttpsReportChannel implements ReportChannel, DumpChannel, TargetChannel {

    private static final int OK = 200;
    private static final long ANSWER_BYTES = 1 << 16;

    private final OperatorAddress operator;
    private final OperatorHost host;
    private final OperatorTrust trust;
    private final TokenFile token;
    private final ReportCodec codec;
    private final DumpCodec dumpCodec = new DumpCodec();
    private final TargetsCodec targetsCodec = new TargetsCodec();
    private final Watchdog watchdog;
    private final ChannelLimits limits;
    private final String userAgent;
    private @Nullable OperatorConnection kept;

    /**
     * A channel to one operator.
     *
     * @param version told to the operator as {@code User-Agent}
     */
    public HttpsReportChannel(
            OperatorAddress operator,
            OperatorTrust trust,
            Path tokenFile,
            ReportCodec codec,
            Watchdog watchdog,
            ChannelLimits limits,
            String version) {
        this.operator = operator;
        this.host = new OperatorHost(operator.host(), InetAddress::getByName);
        this.trust = trust;
        this.token = new TokenFile(tokenFile);
        this.codec = codec;
        this.watchdog = watchdog;
        this.limits = limits;
        this.userAgent = "deadlockwatch-sampler/".concat(version);
    }

    @Override
    public ReportReply send(Report report) {
        try {
            String bearer = token.read();
            ZippedBody zipped = ZippedBody.report(operator);
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped.first())) {
                codec.writeReport(report, gzip);
            }
            return exchange(bearer, zipped);
        } catch (IOException e) {
            return failed(e);
        }
    }

    @Override
    public ReportReply sendDump(DumpHeader header, PackedDump dump) {
        try {
            String bearer = token.read();
            ZippedBody zipped = ZippedBody.dump(operator, dump);
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped.first())) {
                dumpCodec.writeHeader(header, gzip);
            }
            return exchange(bearer, zipped);
        } catch (IOException e) {
            return failed(e);
        }
    }

    @Override
    public ReportReply ask(TargetsRequest request) {
        try {
            String bearer = token.read();
            ZippedBody zipped = ZippedBody.targets(operator);
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped.first())) {
                targetsCodec.writeRequest(request, gzip);
            }
            return exchange(bearer, zipped);
        } catch (IOException e) {
            return failed(e);
        }
    }

    private ReportReply failed(IOException e) {
        return new ReportReply.Failed(ChannelFaults.describe(e, operator), e instanceof ReportException);
    }

    private ReportReply exchange(String bearer, ZippedBody body) throws IOException {
        OperatorConnection reused = kept;
        if (reused != null) {
            try {
                return exchangeOn(reused, bearer, body);
            } catch (StaleConnectionException e) {
                // The operator closed it meanwhile: normal. Another one.
            }
        }
        return exchangeOn(connect(), bearer, body);
    }

    private ReportReply exchangeOn(OperatorConnection connection, String bearer, ZippedBody body) throws IOException {
        boolean reused = connection == kept;
        kept = null;
        boolean reusable = false;
        try (Watchdog.Watch watch = watchdog.watch(connection.transport(), limits.exchangeMillis())) {
            HttpResponse response;
            try {
                response = connection.post(operator, body, userAgent, bearer);
            } catch (IOException e) {
                if (watch.hasFired()) {
                    throw late(e);
                }
                boolean answered = e instanceof HttpException http && http.kind() != HttpException.Kind.NO_ANSWER;
                throw reused && !answered ? new StaleConnectionException(e) : e;
            }
            ReportReply reply = reply(response, watch, body);
            reusable = response.isReusable();
            return reply;
        } finally {
            if (reusable) {
                kept = connection;
            } else {
                connection.close();
            }
        }
    }

    private OperatorConnection connect() throws IOException {
        Socket tcp = new Socket(Proxy.NO_PROXY);
        try {
            tcp.setTcpNoDelay(true);
            tcp.connect(new InetSocketAddress(host.address(), operator.port()), limits.connectMillis());
        } catch (IOException e) {
            host.failed();
            tcp.close();
            throw e;
        }
        try (Watchdog.Watch watch = watchdog.watch(tcp, limits.exchangeMillis())) {
            return handshake(tcp, watch);
        }
    }

    private OperatorConnection handshake(Socket tcp, Watchdog.Watch watch) throws IOException {
        try {
            OperatorConnection connection = OperatorConnection.over(tcp, trust.socketFactory(), operator);
            host.answered(connection.peer());
            return connection;
        } catch (IOException e) {
            host.failed();
            tcp.close();
            throw watch.hasFired() ? late(e) : e;
        }
    }

    private ReportReply reply(HttpResponse response, Watchdog.Watch watch, ZippedBody sent) throws IOException {
        byte[] body;
        boolean isTargets = sent.path().equals(operator.targetsPath());
        long most = isTargets ? TargetsCodec.ANSWER_BYTES : ANSWER_BYTES;
        try (InputStream bounded = BoundedStreams.limit(response.body(), most, "answer")) {
            body = bounded.readAllBytes();
        } catch (IOException e) {
            throw watch.hasFired() ? late(e) : e;
        }
        if (response.status() == OK && sent.path().equals(operator.dumpPath())) {
            return new ReportReply.Stored();
        }
        if (response.status() == OK && isTargets) {
            return new ReportReply.Assigned(targetsCodec.readList(new ByteArrayInputStream(body)));
        }
        if (response.status() == OK) {
            return new ReportReply.Accepted(codec.readAnswer(new ByteArrayInputStream(body)));
        }
        return new ReportReply.Refused(response.status(), error(body), retryAfterMillis(response));
    }

    /** Proxies in between answer in HTML: their status must do. */
    private String error(byte[] body) throws IOException {
        try {
            return codec.readError(new ByteArrayInputStream(body));
        } catch (ReportException e) {
            return "";
        }
    }

    private static long retryAfterMillis(HttpResponse response) {
        String seconds = response.header("retry-after");
        try {
            return seconds == null ? -1 : Math.max(-1, Integer.parseInt(seconds) * 1_000L);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private IOException late(IOException cause) {
        return new IOException("no answer from " + operator + " within " + limits.exchangeMillis() + " ms", cause);
    }

    private static final class StaleConnectionException extends IOException {
        private static final long serialVersionUID = 1L;

        StaleConnectionException(IOException cause) {
            super(cause);
        }
    }
}
