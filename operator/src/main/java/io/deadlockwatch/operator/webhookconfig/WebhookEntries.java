package io.deadlockwatch.operator.webhookconfig;

import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.crds.Selector.Operator;
import io.deadlockwatch.crds.Selector.Requirement;
import io.deadlockwatch.operator.admission.SamplerRoom;
import io.deadlockwatch.operator.certificate.CertificateNames;
import io.deadlockwatch.operator.policy.LabelMatcher;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.webhookconfig.EntryBudget.Fitting;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which pods the API server shows to the webhook: one entry a watch, with the watch's own selector, and one more if its canaries' baseline has a selector of its own. */
final class WebhookEntries {

    private static final String SUFFIX = ".inject.deadlockwatch.io";
    private static final String SELF_TEST = "self-test";
    private static final String BASELINE_SUFFIX = ".baseline" + SUFFIX;
    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";
    private static final int MAX_LABEL = 63;
    private static final int KEPT = 54;
    private static final int HASH_BYTES = 4;
    private static final int TIMEOUT_SECONDS = 3;
    private static final int HTTPS = 443;

    private final String ownNamespace;
    private final Set<String> excluded;
    private final Function<String, Optional<SamplerRoom>> rooms;
    private final EntryBudget budget = new EntryBudget();

    /**
     * Entries.
     *
     * @param rooms the room for samplers, by namespace
     */
    WebhookEntries(String ownNamespace, Function<String, Optional<SamplerRoom>> rooms) {
        this.ownNamespace = ownNamespace;
        this.rooms = rooms;
        this.excluded = Set.of("kube-system", ownNamespace);
    }

    /** The entries for these watches, those of the oldest watch of a namespace first, as far as there is room for them. */
    Fitting of(List<WatchPolicy> watches, String caPem) {
        String caBundle = caBundle(caPem);
        Map<String, List<MutatingWebhook>> byNamespace = watches.stream()
                .filter(watch -> watch.mode() == Mode.SIDECAR)
                .filter(watch -> !excluded.contains(watch.namespace()))
                .sorted(WatchPolicy.OLDEST_FIRST)
                .collect(Collectors.groupingBy(
                        WatchPolicy::namespace,
                        TreeMap::new,
                        Collectors.flatMapping(watch -> entries(watch, caBundle), Collectors.toList())));
        return budget.fitting(byNamespace);
    }

    private Stream<MutatingWebhook> entries(WatchPolicy watch, String caBundle) {
        return Stream.concat(
                Stream.of(entry(watch, name(watch), watch.selector(), caBundle)),
                watch.canary().baseline().stream()
                        .map(baseline -> entry(watch, name(watch, BASELINE_SUFFIX), baseline, caBundle)));
    }

    /** The entry for the pod by which the operator finds out whether injection works; the only one for its own namespace. */
    MutatingWebhook selfTest(String caPem) {
        return entry(
                SELF_TEST + SUFFIX,
                ownNamespace,
                SELF_TEST,
                new LabelMatcher(InjectionSelfTest.LABELS, List.of()),
                caBundle(caPem));
    }

    private MutatingWebhook entry(WatchPolicy watch, String name, LabelMatcher pods, String caBundle) {
        return entry(name, watch.namespace(), watch.name(), pods, caBundle);
    }

    private MutatingWebhook entry(String name, String namespace, String watch, LabelMatcher pods, String caBundle) {
        return new MutatingWebhookBuilder()
                .withName(name)
                .withNewClientConfig()
                .withCaBundle(caBundle)
                .withNewService()
                .withNamespace(ownNamespace)
                .withName(CertificateNames.WEBHOOK_SERVICE)
                .withPort(HTTPS)
                .withPath("/inject/" + namespace + "/" + watch
                        + rooms.apply(namespace).map(room -> "/" + room.text()).orElse(""))
                .endService()
                .endClientConfig()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withResources("pods")
                .withOperations("CREATE")
                .withScope("Namespaced")
                .endRule()
                .withNamespaceSelector(new LabelSelectorBuilder()
                        .addNewMatchExpression()
                        .withKey(NAMESPACE_LABEL)
                        .withOperator("In")
                        .withValues(namespace)
                        .endMatchExpression()
                        .build())
                .withObjectSelector(selector(pods))
                .withFailurePolicy("Ignore")
                .withTimeoutSeconds(TIMEOUT_SECONDS)
                .withMatchPolicy("Equivalent")
                .withReinvocationPolicy("IfNeeded")
                .withSideEffects("None")
                .withAdmissionReviewVersions("v1")
                .build();
    }

    private static String caBundle(String caPem) {
        return Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII));
    }

    /** Each part of the name is a DNS label: what does not fit is cut and told apart by a hash. */
    static String name(WatchPolicy watch) {
        return name(watch, SUFFIX);
    }

    private static String name(WatchPolicy watch, String suffix) {
        String label = watch.name();
        if (label.length() > MAX_LABEL || label.indexOf('.') >= 0) {
            String kept = label.replace('.', '-').substring(0, Math.min(KEPT, label.length()));
            label = kept.replaceAll("-+$", "") + "-" + hash(watch.name());
        }
        return label + "." + watch.namespace() + suffix;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LabelSelector selector(LabelMatcher matcher) {
        return new LabelSelectorBuilder()
                .withMatchLabels(matcher.labels())
                .withMatchExpressions(matcher.requirements().stream()
                        .map(WebhookEntries::requirement)
                        .collect(Collectors.toList()))
                .build();
    }

    private static LabelSelectorRequirement requirement(Requirement requirement) {
        return new LabelSelectorRequirementBuilder()
                .withKey(requirement.key())
                .withOperator(operator(requirement.operator()))
                .withValues(requirement.values() == null ? List.of() : requirement.values())
                .build();
    }

    private static String operator(Operator operator) {
        return switch (operator) {
            case IN -> "In";
            case NOT_IN -> "NotIn";
            case EXISTS -> "Exists";
            case DOES_NOT_EXIST -> "DoesNotExist";
        };
    }
}
