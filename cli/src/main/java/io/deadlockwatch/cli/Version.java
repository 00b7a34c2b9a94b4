package io.deadlockwatch.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"deadlockwatch " + (number().isEmpty() ? "(not from a jar)" : number())};
    }

    /** The number alone; empty if the classes are not from a jar. */
    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }
}
