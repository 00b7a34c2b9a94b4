package io.deadlockwatch.core.protocol;

/**
 * A pod that a node sampler is to look at. Where its pages are comes with the answers to the reports about it, as a sidecar is told.
 *
 * @param host the pod's address, literally: a node sampler resolves no names
 * @param credentials name of an entry in the node sampler's credentials, in the pod's own namespace; empty: it needs none
 */
public record NodeTarget(PodRef pod, String host, String credentials) {}
