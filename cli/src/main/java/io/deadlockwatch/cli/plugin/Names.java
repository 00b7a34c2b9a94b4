package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Resources;

/** Names as users write them, before they stand in a path. */
final class Names {

    private Names() {}

    static String checked(String what, String name) throws ClusterException {
        if (!Resources.isName(name)) {
            throw new ClusterException("'" + name + "' is no name of " + what);
        }
        return name;
    }
}
