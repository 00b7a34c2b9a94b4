package io.deadlockwatch.core.protocol;

/** The pod a report is about. */
public record PodRef(String namespace, String name, String uid) {}
