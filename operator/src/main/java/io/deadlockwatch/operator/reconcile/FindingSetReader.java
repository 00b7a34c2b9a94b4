package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.SarifReader;
import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetSpec;
import io.deadlockwatch.operator.policy.FindingSource;
import io.deadlockwatch.operator.policy.ImageName;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a set holds, unless it was read as it is. A model that cannot be read takes nothing from the findings. */
final class FindingSetReader {

    private final FindingPayloads payloads;
    private final StoredModels models;
    private final SarifReader sarif = new SarifReader();

    FindingSetReader(FindingPayloads payloads, StoredModels models) {
        this.payloads = payloads;
        this.models = models;
    }

    /**
     * Reads a set.
     *
     * @param set as the informer keeps it
     * @param known what reading it gave before; null if it was not read
     */
    Reading read(StaticFindingSet set, @Nullable Reading known) {
        ObjectMeta meta = set.getMetadata();
        long generation = Objects.requireNonNullElse(meta.getGeneration(), 0L);
        boolean unchanged = known != null && known.generation() == generation;
        if (known != null && unchanged && !known.mayChange()) {
            return known;
        }
        StaticFindingSetSpec spec = set.getSpec();
        boolean mayChange = spec.configMap() != null || spec.modelConfigMap() != null;
        String digest = "";
        try {
            StaticFindingSet whole = payloads.whole(meta.getNamespace(), meta.getName());
            FindingPayload payload = payloads.findings(whole);
            digest = payload.digest();
            Optional<FindingPayload> model = Optional.empty();
            Optional<String> noModel = Optional.empty();
            try {
                model = payloads.model(whole);
            } catch (IOException e) {
                noModel = Optional.of(String.valueOf(e.getMessage()));
            }
            if (known != null && unchanged && isSame(known, digest, model, noModel)) {
                return known;
            }
            FindingSet findings = sarif.read(payload.open());
            ModelReading read = noModel.map(ModelReading::refused).orElse(read(model));
            return Reading.accepted(
                    generation, mayChange, digest, findings, read, source(set, findings, read.digest()));
        } catch (IOException e) {
            return Reading.refused(generation, mayChange, digest, String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            if (known != null && unchanged) {
                return known; // no news is no reason to forget
            }
            return Reading.refused(generation, true, digest, "what it holds cannot be fetched: " + e.getMessage());
        }
    }

    private static boolean isSame(
            Reading known, String digest, Optional<FindingPayload> model, Optional<String> noModel) {
        return known.digest().equals(digest)
                && known.model().problem().equals(noModel.orElse(""))
                && known.model()
                        .digest()
                        .equals(model.map(FindingPayload::digest).orElse(""));
    }

    private ModelReading read(Optional<FindingPayload> payload) {
        if (payload.isEmpty()) {
            return ModelReading.NONE;
        }
        try {
            return ModelReading.accepted(payload.get().digest(), models.read(payload.get()));
        } catch (IOException e) {
            return ModelReading.refused(String.valueOf(e.getMessage()));
        }
    }

    private static FindingSource source(StaticFindingSet set, FindingSet findings, String modelDigest) {
        ObjectMeta meta = set.getMetadata();
        StaticFindingSetSpec.AppliesTo appliesTo = set.getSpec().appliesTo();
        return new FindingSource(
                meta.getNamespace(),
                meta.getName(),
                meta.getUid(),
                Instant.parse(meta.getCreationTimestamp()),
                Objects.requireNonNullElse(appliesTo.images(), List.<String>of()).stream()
                        .map(ImageName::parse)
                        .toList(),
                Objects.requireNonNullElse(appliesTo.versions(), List.of()),
                FindingIndex.of(findings),
                modelDigest);
    }
}
