package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;

/** The finding that fits a stack best, and how well. */
public record Match(Finding finding, Confidence confidence) {}
