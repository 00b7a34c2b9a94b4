package io.deadlockwatch.sampler.report;

import io.deadlockwatch.sampler.http.HttpResponse;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One TLS connection to the operator, for one request after another. The name in the operator's certificate must be the one in its address. */
final class OperatorConnection implements Closeable {

    private static final int BUFFER = 4_096;

    /**
     * What the operator signs with, and what a CA that people bring along is likely to. Both ends are ours: a short list is enough, and each algorithm that is only
     * offered costs memory in every pod.
     */
    private static final String[] SIGNATURES = {
        "ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"
    };

    private final Socket tcp;
    private final SSLSocket tls;
    private final InputStream in;

    private OperatorConnection(Socket tcp, SSLSocket tls) throws IOException {
        this.tcp = tcp;
        this.tls = tls;
        this.in = new BufferedInputStream(tls.getInputStream(), BUFFER);
    }

    /**
     * Speaks TLS on an open connection.
     *
     * @param tcp belongs to the result, or is the caller's to close after an exception
     */
    static OperatorConnection over(Socket tcp, SSLSocketFactory factory, OperatorAddress operator) throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(tcp, operator.host(), operator.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
        parameters.setNamedGroups(new String[] {"secp256r1", "secp384r1"});
        parameters.setSignatureSchemes(SIGNATURES.clone());
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return new OperatorConnection(tcp, tls);
    }

    InetAddress peer() {
        return tcp.getInetAddress();
    }

    /** Closing this ends whatever is blocked in the connection; closing the TLS layer might itself block. */
    Closeable transport() {
        return tcp;
    }

    /** Sends what is zipped already and reads the header of the answer. */
    HttpResponse post(OperatorAddress operator, ZippedBody body, String userAgent, String token) throws IOException {
        String head = "POST " + body.path() + " HTTP/1.1\r\nHost: " + operator + "\r\nUser-Agent: " + userAgent
                + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: " + body.type() + "\r\nContent-Encoding: gzip\r\nContent-Length: " + body.size()
                + "\r\n\r\n";
        OutputStream out = tls.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        body.writeTo(out);
        out.flush();
        return HttpResponse.read(in);
    }

    @Override
    public void close() {
        try {
            tcp.close();
        } catch (IOException e) {
            // It is as closed as it will get.
        }
    }
}
