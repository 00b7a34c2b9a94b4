package io.deadlockwatch.operator.admission;

import io.deadlockwatch.operator.pods.PodNames;

/** What is done with a pod. The order of the skipping reasons is the order in which they are looked for. */
public enum Admission {
    /** It gets a sampler. */
    INJECT("injected", ""),
    /** It has one. */
    ALREADY_INJECTED("skipped", "already-injected"),
    OPTED_OUT("skipped", "opted-out"),
    /** Its loopback is the node's: the pprof port may be another's. */
    HOST_NETWORK("skipped", "host-network"),
    WINDOWS("skipped", "windows"),
    /** Something in it is already called what the sampler's parts are called. */
    NAME_TAKEN("skipped", "name-taken"),
    /** The namespace's quota has no room for a sampler beside this pod. */
    QUOTA("skipped", PodNames.QUOTA),
    /** The namespace's limit range allows no container of a sampler's size. */
    LIMIT_RANGE("skipped", PodNames.LIMIT_RANGE),
    /** The request is not one for a pod of the watch's namespace. */
    NOT_FOR_US("error", "not-for-us"),
    /** The request cannot be read. */
    UNREADABLE("error", "unreadable"),
    TOO_LARGE("error", "too-large"),
    INTERNAL("error", "internal");

    private final String result;
    private final String reason;

    Admission(String result, String reason) {
        this.result = result;
        this.reason = reason;
    }

    /** Metric label. */
    public String result() {
        return result;
    }

    /** Metric label, and what the pod's annotation says. */
    public String reason() {
        return reason;
    }
}
