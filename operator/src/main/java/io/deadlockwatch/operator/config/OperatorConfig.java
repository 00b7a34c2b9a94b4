package io.deadlockwatch.operator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of both roles; each is an environment variable too, listed in {@code operator/README.md}. */
@ConfigMapping(prefix = "deadlockwatch")
public interface OperatorConfig {

    @WithDefault("operator")
    Role role();

    /** The operator's own namespace. */
    @WithDefault("deadlockwatch")
    String namespace();

    /** Namespaces in which resources and pods count; absent: all. */
    Optional<List<String>> watchNamespaces();

    /** Where samplers report to; absent: the operator's Service. */
    Optional<String> operatorUrl();

    @WithDefault("dev")
    String version();

    Ingest ingest();

    Admission admission();

    Sampler sampler();

    Tls tls();

    Incident incident();

    Certificate certificate();

    Verdict verdict();

    Injection injection();

    /** The report server. */
    interface Ingest {

        @WithDefault("8443")
        int port();

        /** Connections that one address may have open; 0: no limit, for networks that hide the addresses of pods behind a few others. */
        @WithDefault("256")
        int connectionsPerAddress();
    }

    /** The webhook server. */
    interface Admission {

        @WithDefault("10250")
        int port();
    }

    /** The container that is injected. */
    interface Sampler {

        @WithDefault("localhost/deadlockwatch/sampler:0.1.0")
        String image();

        @WithDefault("IfNotPresent")
        String pullPolicy();

        /** The user that it runs as; 0: whom the platform chooses. */
        @WithDefault("65532")
        long user();
    }

    /** The webhook's certificate. */
    interface Tls {

        @WithDefault("/etc/deadlockwatch/tls")
        Path directory();
    }

    /** When incidents end. */
    interface Incident {

        /** How long a site must stay clear. */
        @WithDefault("10m")
        Duration clearAfter();

        /** How long after a start nothing is resolved. */
        @WithDefault("5m")
        Duration settleAfterStart();
    }

    /** Whether samplers get into pods, and what is done when they keep pods from starting. */
    interface Injection {

        /** How often that is tried; no more often than the operator's regular work is done. */
        @WithDefault("60s")
        Duration selfTestEvery();

        /** Name of the webhook configuration that the chart left empty. */
        @WithDefault("deadlockwatch")
        String configuration();

        /** How long a sampler may be down before its pod counts as stuck: the kubelet repairs a failed pull by itself. */
        @WithDefault("20s")
        Duration stuckAfter();

        /** How long after a suspension the same image is tried again. */
        @WithDefault("1h")
        Duration retryAfter();

        /** Whether the samplers of stuck pods get another image; takes the right to patch pods. */
        @WithDefault("true")
        boolean rescue();

        /** The image they get if no sampler runs anywhere: a program that does nothing for ever. */
        Optional<String> rescueImage();
    }

    /** The server that gives verdicts on canaries. */
    interface Verdict {

        @WithDefault("8081")
        int port();

        /** Who does not send it gets no verdict; absent: everybody does. */
        Optional<String> token();

        /** How long after a start none is given: until every sampler has had the chance to report. */
        @WithDefault("90s")
        Duration warmUp();
    }

    /** The operator's certificate. */
    interface Certificate {

        /** Further names or addresses, beside those of the Services. */
        Optional<List<String>> extraNames();
    }
}
