package io.deadlockwatch.operator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the operator's README that a compiler does not know. */
@AnalyzeClasses(packages = "io.deadlockwatch.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.deadlockwatch.operator.";

    @ArchTest
    static final ArchRule INGEST_KNOWS_NO_RECONCILER = noClasses()
            .that()
            .resideInAPackage(ROOT + "ingest")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "reconcile");

    @ArchTest
    static final ArchRule ONLY_TELEMETRY_KNOWS_METRICS_AND_EVENTS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "telemetry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.opentelemetry..", "io.prometheus..");

    /** JOSDK adds a finalizer as soon as somebody implements it, and an uninstalled operator would leave namespaces terminating for ever. */
    @ArchTest
    static final ArchRule NO_FINALIZERS = classes().should().notBeAssignableTo(Cleaner.class);

    @ArchTest
    static final ArchRule DECISIONS_TOUCH_NOTHING = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "policy", ROOT + "coverage", ROOT + "fleet", ROOT + "canary")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..", "io.fabric8.kubernetes.client..", "io.quarkus..", "java.net..", "java.nio.file..");

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ONE_WAY =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_STATIC_STATE = noFields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .should()
            .notHaveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "app")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @Test
    void everyPackageIsNullMarked() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> packages = folders.filter(Files::isDirectory)
                    .filter(ArchitectureTest::hasSources)
                    .toList();
            assertThat(packages).isNotEmpty().allSatisfy(folder -> assertThat(
                            Files.readString(folder.resolve("package-info.java")))
                    .contains("@NullMarked"));
        }
    }

    private static boolean hasSources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
