package io.deadlockwatch.core.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The engine's boundaries: a change that crosses one fails here. */
class ArchitectureTest {

    private static final String ENGINE = "io.deadlockwatch.core";

    private final JavaClasses engine = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void theEngineDependsOnTheJdkJacksonCoreAndAnnotationsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ENGINE + "..",
                        "java.io..",
                        "java.lang..",
                        "java.math..",
                        "java.nio..",
                        "java.security..",
                        "java.time..",
                        "java.util..",
                        "com.fasterxml.jackson.core..",
                        "org.jspecify.annotations.."))
                .check(engine);
    }

    @Test
    void theEngineHasNoIoBeyondStreams() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                        .or(JavaClass.Predicates.assignableTo(File.class))
                        .or(JavaClass.Predicates.assignableTo(FileInputStream.class)))
                .check(engine);
    }

    @Test
    void judgingKnowsNoClock() {
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.belongToAnyOf(Clock.class, Instant.class))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(engine);
    }

    @Test
    void packagesDependOnEachOtherOneWay() {
        slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles().check(engine);
        layer("internal");
        layer("snapshot");
        layer("identity", "snapshot", "internal");
        layer("profile", "identity", "snapshot", "internal");
        layer("text", "profile", "identity", "snapshot", "internal");
        layer("reader", "text", "profile", "snapshot", "internal");
        layer("findings", "identity", "snapshot", "internal");
        layer("judge", "findings", "identity", "snapshot");
        layer("waitfor", "waitfor.model", "identity", "snapshot", "internal");
        layer("waitfor.model", "identity", "snapshot", "internal");
    }

    @Test
    void onlyFindingsModelsAndProtocolReadJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE + ".findings", ENGINE + ".protocol", ENGINE + ".waitfor.model")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."))
                .check(engine);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(engine);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = engine.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        assertThat(packages).contains(ENGINE + ".profile", ENGINE + ".judge");
        assertThat(packages).allMatch(name -> engine.getPackage(name).isAnnotatedWith(NullMarked.class));
    }

    private void layer(String name, String... below) {
        String[] allowed = new String[below.length + 1];
        allowed[0] = ENGINE + "." + name;
        for (int i = 0; i < below.length; i++) {
            allowed[i + 1] = ENGINE + "." + below[i];
        }
        noClasses()
                .that()
                .resideInAPackage(ENGINE + "." + name)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ENGINE + "..").and(JavaClass.Predicates.resideOutsideOfPackages(allowed)))
                .check(engine);
    }
}
