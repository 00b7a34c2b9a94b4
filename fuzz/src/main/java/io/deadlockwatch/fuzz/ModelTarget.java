package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.waitfor.model.BlockingModelReader;
import io.deadlockwatch.core.waitfor.model.ModelException;
import io.deadlockwatch.core.waitfor.model.ModelLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Blocking models: {@link BlockingModelReader}. */
public final class ModelTarget {

    private static final List<ModelLimits> LIMITS =
            List.of(ModelLimits.DEFAULTS, new ModelLimits(8_192, 40, 6, 6, 12, 24, 120, 12));

    private ModelTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        for (ModelLimits limits : LIMITS) {
            try {
                new BlockingModelReader(limits).read(new ByteArrayInputStream(input));
            } catch (ModelException e) {
                Must.hold(!String.valueOf(e.getMessage()).isBlank(), "refused without a word", e);
            }
        }
    }
}
