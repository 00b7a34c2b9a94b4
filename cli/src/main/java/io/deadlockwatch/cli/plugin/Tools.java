package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Shell;
import io.deadlockwatch.cli.cluster.Cluster;
import java.time.InstantSource;

/**
 * What the commands have of the world.
 *
 * @param clusters opens the one that the user chooses
 * @param clock for ages, and for how long something is suppressed
 */
record Tools(Shell shell, Cluster.Opener clusters, InstantSource clock) {}
