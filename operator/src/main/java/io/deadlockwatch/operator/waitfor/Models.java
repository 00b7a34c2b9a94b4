package io.deadlockwatch.operator.waitfor;

import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.operator.policy.FindingSource;
import java.io.IOException;

/** Where blocking models come from. They are large and seldom asked for, so nobody keeps all of them. */
@FunctionalInterface
public interface Models {

    /**
     * The model of a set that has one, as it was accepted; may block.
     *
     * @throws IOException in words, if it is not there any more or cannot be read
     */
    BlockingModel load(FindingSource set) throws IOException;
}
