package io.deadlockwatch.operator.policy;

import java.util.Optional;

/**
 * What a watch says of the pprof endpoint; what it leaves out is the pod's to say.
 *
 * @param port number or name of a container port
 */
public record PprofTarget(
        Optional<String> container, Optional<String> port, Optional<String> path, Optional<String> scheme) {

    public static final PprofTarget UNSPECIFIED =
            new PprofTarget(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
