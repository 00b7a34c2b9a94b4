package io.deadlockwatch.operator.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An exporter that is made when it is first needed, and made anew once its certificates are others: they are renewed in their files, and the SDK reads those only once.
 *
 * @param <E> logs and traces have exporters of no common type
 */
final class Renewed<E> {

    private record Made<E>(E exporter, String digest) {}

    private final Supplier<E> maker;
    private final Function<E, CompletableResultCode> end;
    private final CertificateFiles files;
    private Optional<Made<E>> made = Optional.empty();

    Renewed(Supplier<E> maker, Function<E, CompletableResultCode> end, CertificateFiles files) {
        this.maker = maker;
        this.end = end;
        this.files = files;
    }

    /** @throws RuntimeException if it cannot be made, as with a bad certificate */
    synchronized E current() {
        // Read before the exporter reads: what changes in between is seen at the next export.
        String digest = files.digest();
        if (made.isPresent() && made.get().digest().equals(digest)) {
            return made.get().exporter();
        }
        CompletableResultCode _ = shutdown();
        E exporter = maker.get();
        made = Optional.of(new Made<>(exporter, digest));
        return exporter;
    }

    /** Does something with the exporter that there is; nothing if there is none. */
    synchronized CompletableResultCode with(Function<E, CompletableResultCode> work) {
        return made.map(one -> work.apply(one.exporter())).orElseGet(CompletableResultCode::ofSuccess);
    }

    synchronized CompletableResultCode shutdown() {
        CompletableResultCode result = with(end);
        made = Optional.empty();
        return result;
    }
}
