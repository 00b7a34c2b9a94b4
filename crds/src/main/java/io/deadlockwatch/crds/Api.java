package io.deadlockwatch.crds;

/** Names that every resource shares. */
public final class Api {

    public static final String GROUP = "deadlockwatch.io";
    public static final String VERSION = "v1alpha1";

    private Api() {}
}
