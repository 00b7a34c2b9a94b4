package io.deadlockwatch.operator.certificate;

import java.util.ArrayList;
import java.util.List;

/** What the operator's servers are called. */
public final class CertificateNames {

    public static final String OPERATOR_SERVICE = "deadlockwatch-operator";
    public static final String WEBHOOK_SERVICE = "deadlockwatch-webhook";

    private CertificateNames() {}

    /** The names under which clients reach the two Services of a namespace. */
    public static List<String> of(String namespace, List<String> extra) {
        List<String> names = new ArrayList<>();
        for (String service : List.of(OPERATOR_SERVICE, WEBHOOK_SERVICE)) {
            names.add(service + "." + namespace + ".svc");
            names.add(service + "." + namespace + ".svc.cluster.local");
        }
        names.addAll(extra);
        return List.copyOf(names);
    }
}
