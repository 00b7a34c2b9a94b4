package io.deadlockwatch.operator.config;

/** What this process is for; the image is the same. */
public enum Role {
    OPERATOR,
    WEBHOOK
}
