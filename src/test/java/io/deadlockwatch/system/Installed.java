package io.deadlockwatch.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the {@link Cluster}; the first to ask installs the shipped chart on it, once a run. */
final class Installed implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    /** The cluster of this run, installed when it is first asked for. */
    static Cluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Cluster.class, _ -> install(), Cluster.class);
    }

    private static Cluster install() {
        Cluster cluster = new Cluster();
        cluster.run(cluster.file("scripts/install.sh"), "--set", "remote.enabled=true");
        return cluster;
    }
}
