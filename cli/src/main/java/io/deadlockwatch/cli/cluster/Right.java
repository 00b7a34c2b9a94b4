package io.deadlockwatch.cli.cluster;

/**
 * What a request needs to be allowed, in the words of RBAC.
 *
 * @param group empty for the core group
 * @param resource with its subresource, {@code pods/log}
 * @param namespace empty: in all of them
 */
public record Right(String verb, String group, String resource, String namespace) {

    /** The rule that would grant it, as it stands in a Role. */
    String rule() {
        return "- apiGroups: [\"" + group + "\"]\n  resources: [\"" + resource + "\"]\n  verbs: [\"" + verb + "\"]";
    }

    /** Where it is missing, and which kind of role would hold the rule. */
    String place() {
        return namespace.isEmpty() ? "in a ClusterRole" : "in a Role of namespace " + namespace;
    }
}
