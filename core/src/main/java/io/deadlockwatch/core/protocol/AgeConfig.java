package io.deadlockwatch.core.protocol;

/**
 * How the operator is to be told for how long stacks have been blocked.
 *
 * @param grow whether a report may say by how much all ages have grown ({@link Report#grownMillis}), and leave out the stacks of which there is nothing else to say
 * @param tellAtMillis a stack that has been blocked for so long is told at once and not at the next heartbeat; 0: it is not
 */
public record AgeConfig(boolean grow, long tellAtMillis) {

    /** As an operator says that knows nothing of this. */
    public static final AgeConfig EACH_BY_ITSELF = new AgeConfig(false, 0);
}
