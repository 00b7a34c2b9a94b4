package io.deadlockwatch.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.operator.coverage.Contact;
import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.Surveyor.SamplerContact;
import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.testing.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever pods there are and whatever they said: each matched pod is counted once, and no number contradicts another. */
class SurveyPropertyTest {

    private final Surveyor surveyor = new Surveyor("0.1.0");

    @Property(tries = 300)
    void everyMatchedPodIsInExactlyOneState(@ForAll("fleets") List<Sample> fleet) {
        PolicyBook policies = new PolicyBook();
        policies.putWatch(Given.watch());
        List<PodInfo> pods = new ArrayList<>();
        Map<String, SamplerContact> contacts = new HashMap<>();
        for (int i = 0; i < fleet.size(); i++) {
            PodInfo pod = fleet.get(i).pod("pod-" + i);
            pods.add(pod);
            fleet.get(i).contact().ifPresent(contact -> contacts.put(pod.uid(), new SamplerContact(contact, "0.1.0")));
        }

        Survey survey =
                surveyor.survey(policies.current(), pods, uid -> Optional.ofNullable(contacts.get(uid)), Given.NOW);

        WatchView view = survey.watches().get("uid-orders");
        assertThat(view).isNotNull();
        Coverage coverage = view.coverage();
        long matched = fleet.stream().filter(Sample::isMatched).count();
        assertThat((long) coverage.matched()).isEqualTo(matched);
        assertThat(coverage.pods().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(coverage.matched());
        assertThat(coverage.observed()).isBetween(0, coverage.expected());
        assertThat(coverage.percent()).isBetween(0, 100);
        assertThat(coverage.percent() == 100)
                .isEqualTo(coverage.expected() > 0 && coverage.observed() == coverage.expected());
        int gaps = view.gaps().stream().mapToInt(GapView::pods).sum();
        int starting = coverage.matched() - coverage.observed() - gaps;
        assertThat(starting).isEqualTo(coverage.count(PodState.STARTING));
    }

    @Provide
    Arbitrary<List<Sample>> fleets() {
        Arbitrary<Window> windows = Combinators.combine(
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.longs().between(0, 400_000),
                        Arbitraries.longs().between(-1, 90_000),
                        Arbitraries.longs().between(0, 60_000),
                        Arbitraries.longs().between(0, 3))
                .as((samples, span, age, gap, dropped) -> new Window(samples, span, age, gap, 60, 0, dropped));
        Arbitrary<Optional<Contact>> contacts = Combinators.combine(
                        windows,
                        Arbitraries.of(TargetState.class),
                        Arbitraries.longs().between(0, 120))
                .as((window, state, silence) ->
                        new Contact(Given.NOW.minusSeconds(silence), Given.target(state), window, Given.NOW, Given.NOW))
                .optional();
        return Combinators.combine(
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(true, true, false),
                        Arbitraries.longs().between(-1, 300),
                        contacts,
                        Arbitraries.of("5d9f", "7c2e"))
                .as(Sample::new)
                .list()
                .ofMaxSize(30);
    }

    /**
     * A pod.
     *
     * @param age of its container in seconds; below 0: it does not run
     */
    record Sample(
            boolean selected,
            boolean running,
            boolean hostNetwork,
            boolean sampler,
            long age,
            Optional<Contact> contact,
            String revision) {

        boolean isMatched() {
            return selected && running && age >= 0;
        }

        PodInfo pod(String name) {
            return new PodInfo(
                    "shop",
                    name,
                    "uid-" + name,
                    Map.of("app", selected ? "orders" : "cart"),
                    Map.of(),
                    "default",
                    new Workload("Deployment", "orders"),
                    revision,
                    false,
                    running,
                    hostNetwork,
                    false,
                    sampler ? Optional.of("s") : Optional.empty(),
                    List.of(new ContainerInfo(
                            "orders",
                            Given.IMAGE,
                            "",
                            Map.of(),
                            age < 0 ? Optional.empty() : Optional.of(Given.NOW.minusSeconds(age)),
                            0)));
        }
    }
}
