package io.deadlockwatch.operator.waitfor;

import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.operator.policy.FindingSource;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The models that were asked for last, by what is in them: sets with the same model share it. Bounded by points, which is what a model takes memory for; one that is larger
 * than the bound is loaded each time. Safe for many threads; loads one at a time, so that the bound holds for what is being read too.
 */
public final class ModelCache implements Models {

    /** Points in all models together: some 30 MB. */
    private static final long MAX_POINTS = 150_000;

    private final Models store;
    private final long maxPoints;
    private final Map<String, BlockingModel> byDigest = new LinkedHashMap<>(16, 0.75f, true);

    public ModelCache(Models store) {
        this(store, MAX_POINTS);
    }

    ModelCache(Models store, long maxPoints) {
        this.store = store;
        this.maxPoints = maxPoints;
    }

    @Override
    public synchronized BlockingModel load(FindingSource set) throws IOException {
        Optional<BlockingModel> known = Optional.ofNullable(byDigest.get(set.modelDigest()));
        if (known.isPresent()) {
            return known.get();
        }
        BlockingModel model = store.load(set);
        byDigest.put(set.modelDigest(), model);
        long sum = byDigest.values().stream().mapToLong(ModelCache::points).sum();
        Iterator<BlockingModel> oldest = byDigest.values().iterator();
        while (sum > maxPoints && oldest.hasNext()) {
            sum -= points(oldest.next());
            oldest.remove();
        }
        return model;
    }

    private static long points(BlockingModel model) {
        return model.functions().stream()
                .map(ModelFunction::points)
                .mapToLong(points -> 1 + points.size())
                .sum();
    }
}
