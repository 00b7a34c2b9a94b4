package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.BlockingIncident;

/** Where incidents are kept: the API server. */
interface IncidentStore {

    /** Creates it without a status; one that is there stays as it is. */
    void create(BlockingIncident incident) throws StoreException;

    /** Writes the status; false if there is no such incident. */
    boolean applyStatus(BlockingIncident incident) throws StoreException;

    /** Deletes it, if it is there. */
    void delete(BlockingIncident incident) throws StoreException;
}
