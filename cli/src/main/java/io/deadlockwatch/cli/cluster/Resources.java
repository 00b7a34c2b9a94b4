package io.deadlockwatch.cli.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and writes objects. */
public final class Resources {

    public static final String GROUP = "deadlockwatch.io";

    /** Most objects of a list; a person, or a pipe, gets no use out of more. */
    public static final int MAX_OBJECTS = 20_000;

    private static final String FIELD_MANAGER = "kubectl-deadlockwatch";
    private static final int PAGE = 500;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private final Api api;

    public Resources(Api api) {
        this.api = api;
    }

    /** A kind of object. */
    public enum Kind {
        WATCHES(GROUP, "v1alpha1", "deadlockwatches"),
        INCIDENTS(GROUP, "v1alpha1", "blockingincidents"),
        FINDING_SETS(GROUP, "v1alpha1", "staticfindingsets"),
        PODS("", "v1", "pods"),
        EVENTS("", "v1", "events"),
        CONFIG_MAPS("", "v1", "configmaps");

        private final String group;
        private final String version;
        private final String resource;

        Kind(String group, String version, String resource) {
            this.group = group;
            this.version = version;
            this.resource = resource;
        }

        /** What one needs to do this with such objects. */
        Right right(String verb, String subresource, String namespace) {
            return new Right(verb, group, subresource.isEmpty() ? resource : resource + "/" + subresource, namespace);
        }

        /** @param namespace empty: all */
        String path(String namespace) {
            return (group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version)
                    + (namespace.isEmpty() ? "" : "/namespaces/" + checked(namespace))
                    + "/" + resource;
        }
    }

    /** A name that can stand in a path. */
    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a Kubernetes object");
        }
        return name;
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * All objects of a kind.
     *
     * @param namespace empty: of all
     * @param selector of labels; empty: any
     */
    public List<Tree> list(Kind kind, String namespace, String selector) throws ClusterException {
        List<Tree> items = new ArrayList<>();
        String more = "";
        do {
            String query = "?limit=" + PAGE + (selector.isEmpty() ? "" : "&labelSelector=" + encoded(selector))
                    + (more.isEmpty() ? "" : "&continue=" + encoded(more));
            Tree page = ask(Call.get(kind.path(namespace) + query, kind.right("list", "", namespace)));
            items.addAll(page.at("items").items());
            more = page.at("metadata", "continue").text();
            if (items.size() > MAX_OBJECTS) {
                throw new ClusterException("more than " + MAX_OBJECTS + " " + kind.resource
                        + ": name a namespace (-n), or a selector (-l)");
            }
        } while (!more.isEmpty());
        return items;
    }

    public Tree get(Kind kind, String namespace, String name) throws ClusterException {
        return ask(Call.get(kind.path(namespace) + "/" + checked(name), kind.right("get", "", namespace)));
    }

    /** Changes the named members only (RFC 7396). */
    public Tree merge(Kind kind, String namespace, String name, byte[] json) throws ClusterException {
        return ask(Call.patch(
                kind.path(namespace) + "/" + checked(name) + "?fieldManager=" + FIELD_MANAGER,
                "application/merge-patch+json",
                json,
                kind.right("patch", "", namespace)));
    }

    /** Makes the object as it is told, by server-side apply; a field that the server does not know is an error. */
    public Tree apply(Kind kind, String namespace, String name, byte[] json, boolean force) throws ClusterException {
        return ask(Call.patch(
                kind.path(namespace) + "/" + checked(name) + "?fieldValidation=Strict&fieldManager=" + FIELD_MANAGER
                        + "&force=" + force,
                "application/apply-patch+yaml",
                json,
                kind.right("patch", "", namespace)));
    }

    /**
     * What a pod's container wrote last.
     *
     * @param maxBytes of it
     */
    public byte[] log(String namespace, String pod, String container, int maxBytes) throws ClusterException {
        Call call = Call.get(
                Kind.PODS.path(namespace) + "/" + checked(pod) + "/log?timestamps=true&tailLines=20000&limitBytes="
                        + maxBytes + "&container=" + encoded(container),
                Kind.PODS.right("get", "log", namespace),
                maxBytes + 1_024);
        return answer(call).body();
    }

    /** A page that a pod serves, by the API server's own proxy. */
    public byte[] page(String namespace, String pod, String port, String path, int maxBytes) throws ClusterException {
        Call call = Call.get(
                Kind.PODS.path(namespace) + "/http:" + checked(pod) + ":" + port + "/proxy" + path,
                Kind.PODS.right("get", "proxy", namespace),
                maxBytes);
        return answer(call).body();
    }

    /** Versions of the server. */
    public Tree version() throws ClusterException {
        return ask(Call.get("/version", new Right("get", "", "(the path /version)", "")));
    }

    private Tree ask(Call call) throws ClusterException {
        return answer(call).tree("the answer to " + call.path());
    }

    private Answer answer(Call call) throws ClusterException {
        Answer answer = api.send(call);
        if (!answer.isOk()) {
            throw ClusterException.of(call, answer);
        }
        return answer;
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
