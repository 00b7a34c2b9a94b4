package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetSpec;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;

/** What the informer keeps of sets: all but the findings and the models in them, which are read once and can be half a megabyte each. */
public final class FindingSetStore extends TransformingItemStore<StaticFindingSet> {

    /** Sets in one answer of the API server while all of them are listed. */
    public static final long PAGE = 20;

    /** Named by the controller's annotation, which takes a class. */
    public FindingSetStore() {
        super(FindingSetStore::withoutPayload);
    }

    static StaticFindingSet withoutPayload(StaticFindingSet set) {
        StaticFindingSet small = new StaticFindingSet();
        small.setMetadata(set.getMetadata());
        small.setStatus(set.getStatus());
        StaticFindingSetSpec spec = set.getSpec();
        if (spec != null) {
            small.setSpec(new StaticFindingSetSpec(
                    spec.appliesTo(), null, spec.configMap(), spec.ttlAfterUnused(), null, spec.modelConfigMap()));
        }
        return small;
    }
}
