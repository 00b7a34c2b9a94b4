package io.deadlockwatch.operator.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** The operator's own traces: what it did, how long that took and how it ended. Which are kept, the SDK's sampler says; a span that is not kept costs next to nothing. */
public final class Spans {

    /** Where nobody wants any. */
    public static final Spans NONE =
            new Spans(TracerProvider.noop().get(""), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private final Tracer tracer;
    private final Clock clock;

    public Spans(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** A request of somebody else that was just answered. */
    void answered(String name, Duration took, Attributes attributes) {
        Instant now = clock.instant();
        tracer.spanBuilder(name)
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(now.minus(took))
                .setAllAttributes(attributes)
                .startSpan()
                .end(now);
    }

    /** Work of our own that begins now; {@link Work#close} is its end. */
    Work begin(String name, Attributes attributes) {
        return new Work(tracer.spanBuilder(name)
                .setNoParent()
                .setStartTimestamp(clock.instant())
                .setAllAttributes(attributes)
                .startSpan());
    }

    /** Work that goes on. */
    final class Work implements AutoCloseable {

        private final Span span;

        private Work(Span span) {
            this.span = span;
        }

        /** It does not end well. */
        void failed(Exception e) {
            span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
        }

        @Override
        public void close() {
            span.end(clock.instant());
        }
    }
}
