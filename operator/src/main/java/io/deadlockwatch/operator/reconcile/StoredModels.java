package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.BlockingModelReader;
import io.deadlockwatch.core.waitfor.model.ModelLimits;
import io.deadlockwatch.operator.policy.FindingSource;
import io.deadlockwatch.operator.waitfor.Models;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Blocking models as the sets hold them. */
@Singleton
public final class StoredModels implements Models {

    /** What the operator has memory for: three times what a database server of 100 packages needs. A model of 256 KiB can be zipped from a thousand times as much. */
    private static final ModelLimits LIMITS =
            new ModelLimits(8L << 20, 100_000, 10_000, 30_000, 150_000, 600_000, 1 << 13, 32);

    private final FindingPayloads payloads;
    private final BlockingModelReader reader = new BlockingModelReader(LIMITS);

    public StoredModels(KubernetesClient client) {
        this.payloads = new FindingPayloads(client);
    }

    /** Reads a model as stored. */
    BlockingModel read(FindingPayload payload) throws IOException {
        return reader.read(payload.open());
    }

    @Override
    public BlockingModel load(FindingSource set) throws IOException {
        try {
            FindingPayload payload = payloads.model(payloads.whole(set.namespace(), set.name()))
                    .orElseThrow(() -> new IOException("the set has no model any more"));
            if (!payload.digest().equals(set.modelDigest())) {
                throw new IOException("the model has changed, and the new one is not accepted yet");
            }
            return read(payload);
        } catch (KubernetesClientException e) {
            throw new IOException("the API server does not give it: " + e.getMessage(), e);
        }
    }
}
