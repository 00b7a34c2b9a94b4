package io.deadlockwatch.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator may be older than the resource definitions: while a release is upgraded or rolled back it is. */
class NewerSchemaTest {

    @Test
    void fieldsOfANewerSchemaAreSkippedAndAllOthersRead() {
        DeadlockWatch watch = Serialization.unmarshal("""
                apiVersion: deadlockwatch.io/v1alpha1
                kind: DeadlockWatch
                metadata: {name: orders}
                spec:
                  novel: 1
                  selector: {matchLabels: {app: orders}, novel: true}
                  sampling: {interval: 5s, novel: {a: b}}
                  report: {blockedFor: 3m, ignore: [{site: main.F, reason: known, novel: []}]}
                status: {observedGeneration: 2, novel: x}
                """, DeadlockWatch.class);

        assertThat(watch.getSpec().selector().matchLabels()).containsEntry("app", "orders");
        assertThat(watch.getSpec().sampling()).isNotNull().satisfies(sampling -> assertThat(sampling.interval())
                .isEqualTo("5s"));
        assertThat(watch.getSpec().report()).isNotNull().satisfies(report -> assertThat(report.blockedFor())
                .isEqualTo("3m"));
        assertThat(watch.getStatus().observedGeneration()).isEqualTo(2);
    }

    static Stream<Class<?>> records() {
        return Stream.of(
                        DeadlockWatchSpec.class,
                        DeadlockWatchStatus.class,
                        StaticFindingSetSpec.class,
                        StaticFindingSetStatus.class,
                        BlockingIncidentSpec.class,
                        BlockingIncidentStatus.class,
                        Selector.class,
                        Condition.class)
                .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())))
                .filter(Class::isRecord);
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyPartOfAResourceSkipsWhatItDoesNotKnow(Class<?> part) {
        assertThat(part.getAnnotation(JsonIgnoreProperties.class))
                .isNotNull()
                .satisfies(its -> assertThat(its.ignoreUnknown()).isTrue());
    }
}
