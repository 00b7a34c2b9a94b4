package io.deadlockwatch.operator.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.deadlockwatch.crds.testing.ControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The chart's list of the operator's rights, made into roles as the chart's template does it.
 *
 * @param namespaces that are watched; empty: all
 */
record ShippedRights(List<Right> rights, List<String> namespaces) {

    static final String OPERATOR = "deadlockwatch-operator";

    /** One item of {@code files/rbac.yaml}. */
    record Right(String purpose, String scope, PolicyRule rule) {

        /** Whether it is about this resource, with this verb. */
        boolean allows(String resource, String verb) {
            return rule.getResources().contains(resource) && rule.getVerbs().contains(verb);
        }

        /** The same with these verbs only. */
        Right with(List<String> verbs) {
            return new Right(
                    purpose, scope, new PolicyRuleBuilder(rule).withVerbs(verbs).build());
        }
    }

    /** All of them, on the whole cluster. */
    static ShippedRights all() {
        try {
            ObjectMapper json = new ObjectMapper();
            List<Right> rights = new ArrayList<>();
            for (JsonNode item : new ObjectMapper(new YAMLFactory())
                    .readTree(ControlPlane.root()
                            .resolve("helm/deadlockwatch/files/rbac.yaml")
                            .toFile())) {
                rights.add(new Right(
                        item.path("for").asText(),
                        item.path("scope").asText(),
                        json.convertValue(item.path("rule"), PolicyRule.class)));
            }
            return new ShippedRights(rights, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in some namespaces only. */
    ShippedRights in(String... watched) {
        return new ShippedRights(rights, List.of(watched));
    }

    ShippedRights without(Predicate<Right> removed) {
        return new ShippedRights(rights.stream().filter(removed.negate()).toList(), namespaces);
    }

    /** The objects of an installation in a namespace. */
    List<HasMetadata> objects(String own) {
        Subject operator = new SubjectBuilder()
                .withKind("ServiceAccount")
                .withName(OPERATOR)
                .withNamespace(own)
                .build();
        // An installation a namespace in these tests, so a cluster role has its name.
        String clusterRole = OPERATOR + "-" + own;
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(OPERATOR)
                .withNamespace(own)
                .endMetadata()
                .build());
        objects.add(new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(clusterRole)
                .endMetadata()
                .withRules(rules(right ->
                        right.scope().equals("cluster") || (right.scope().equals("watched") && namespaces.isEmpty())))
                .build());
        objects.add(new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(clusterRole)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", clusterRole)
                .withSubjects(operator)
                .build());
        objects.addAll(role(OPERATOR, own, rules(right -> right.scope().equals("own")), operator));
        for (String namespace : namespaces) {
            objects.addAll(role(
                    OPERATOR + "-watched",
                    namespace,
                    rules(right -> right.scope().equals("watched")),
                    operator));
        }
        return objects;
    }

    private List<PolicyRule> rules(Predicate<Right> wanted) {
        return rights.stream()
                .filter(wanted)
                .map(Right::rule)
                .map(rule -> rule.getResources().contains("mutatingwebhookconfigurations")
                        ? new PolicyRuleBuilder(rule)
                                .withResourceNames(OtherOperator.CONFIGURATION, "deadlockwatch")
                                .build()
                        : rule)
                .toList();
    }

    private static List<HasMetadata> role(String name, String namespace, List<PolicyRule> rules, Subject subject) {
        return List.of(
                new RoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(rules)
                        .build(),
                new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .withSubjects(subject)
                        .build());
    }
}
