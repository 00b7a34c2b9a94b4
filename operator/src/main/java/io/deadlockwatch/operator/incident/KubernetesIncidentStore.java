package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.BlockingIncident;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;

/** Incidents as {@code BlockingIncident} objects; statuses by server-side apply. */
public final class KubernetesIncidentStore implements IncidentStore {

    /** Who wrote it, for server-side apply. */
    public static final String FIELD_MANAGER = "deadlockwatch-operator";

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();
    private static final String TERMINATING = "being terminated";

    private final KubernetesClient client;

    public KubernetesIncidentStore(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void create(BlockingIncident incident) throws StoreException {
        try {
            client.resource(incident).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failed(e);
            }
        }
    }

    @Override
    public boolean applyStatus(BlockingIncident incident) throws StoreException {
        try {
            client.resource(incident).subresource("status").patch(APPLY);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw failed(e);
            }
            return false;
        }
    }

    @Override
    public void delete(BlockingIncident incident) throws StoreException {
        try {
            client.resource(incident).delete();
        } catch (KubernetesClientException e) {
            throw failed(e);
        }
    }

    /** A namespace that is gone answers with 404, one that is going with 403. */
    private static StoreException failed(KubernetesClientException e) {
        String message = String.valueOf(e.getMessage());
        boolean futile = e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                || (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && message.contains(TERMINATING));
        return new StoreException(message, futile, e);
    }
}
