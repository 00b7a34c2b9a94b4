/** The API server, asked through kubectl: the user's own rights, log-in and proxies, and no Kubernetes client of our own. */
@NullMarked
package io.deadlockwatch.cli.cluster;

import org.jspecify.annotations.NullMarked;
