package io.wardtap.appliance;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Protocols;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds the module and package rules: data flows from capture to the outputs, each stage owns the
/// type it hands on, and nothing imports backwards. Whoever breaks one of them reads here which way
/// the dependency may go.
final class ArchitectureTest {
    private static final String APPLIANCE = "io.wardtap.appliance";
    private static final String PROTOCOL = "io.wardtap.protocol";

    /// In the order of the data; a stage may see those before it, and those of its own row.
    private static final List<List<String>> STAGES =
            List.of(
                    List.of("capture", "host"),
                    List.of("pipeline"),
                    List.of("observe"),
                    List.of("inventory", "baseline", "mirror"),
                    List.of("detect"),
                    List.of("alert"),
                    List.of("export", "web", "conformance"),
                    // sees every settings record; no stage sees it: the composition root hands
                    // settings on
                    List.of("config"));

    private static JavaClasses all;

    @BeforeAll
    static void importClasses() {
        // names are enough for these rules, and reading the JDK's classes takes ten times as long
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        all =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages(APPLIANCE, PROTOCOL);
    }

    @Test
    void seesTheClassesOfBothModules() {
        assertThat(packages())
                .contains(
                        APPLIANCE, APPLIANCE + ".capture", APPLIANCE + ".cli", PROTOCOL + ".dicom");
    }

    @TestFactory
    Stream<DynamicTest> noStageImportsBackwards() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int row = 0; row < STAGES.size(); row++) {
            List<String> later = new ArrayList<>(List.of("cli"));
            STAGES.subList(row + 1, STAGES.size()).forEach(later::addAll);
            for (String stage : STAGES.get(row)) {
                tests.add(
                        DynamicTest.dynamicTest(
                                stage + " sees nothing of " + String.join(", ", later),
                                () ->
                                        noClasses()
                                                .that()
                                                .resideInAPackage(APPLIANCE + "." + stage + "..")
                                                .should()
                                                .dependOnClassesThat()
                                                .resideInAnyPackage(
                                                        later.stream()
                                                                .map(
                                                                        name ->
                                                                                APPLIANCE + "."
                                                                                        + name
                                                                                        + "..")
                                                                .toArray(String[]::new))
                                                .check(all)));
            }
        }
        return tests.stream();
    }

    @Test
    void everyPackageOfTheApplianceIsAStageTheCommandsOrTheRoot() {
        Set<String> known = STAGES.stream().flatMap(List::stream).collect(Collectors.toSet());

        Set<String> found =
                packages().stream()
                        .filter(name -> name.startsWith(APPLIANCE + "."))
                        .map(name -> name.substring(APPLIANCE.length() + 1).split("\\.")[0])
                        .filter(name -> !name.equals("cli"))
                        .collect(Collectors.toSet());

        assertThat(found).isSubsetOf(known);
    }

    @Test
    void onlyTheCommandsSeeTheRootAndNobodySeesTheCommands() {
        noClasses()
                .that()
                .resideInAPackage(APPLIANCE + ".*..")
                .and()
                .resideOutsideOfPackage(APPLIANCE + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APPLIANCE)
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackage(APPLIANCE + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APPLIANCE + ".cli..")
                .check(all);
    }

    @Test
    void parsersSeeJavaBaseOnlyAndOpenNothing() {
        classes()
                .that()
                .resideInAPackage(PROTOCOL + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(PROTOCOL + "..", "java..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(PROTOCOL + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..",
                        "java.util.logging..")
                .check(all);
    }

    @Test
    void stagesAndProtocolsAreFreeOfCycles() {
        slices().matching(APPLIANCE + ".(*)..").should().beFreeOfCycles().check(all);
        slices().matching(PROTOCOL + ".(*)..")
                .should()
                .beFreeOfCycles()
                // the registry names every protocol, and each of them implements what lies beside
                // it
                .ignoreDependency(JavaClass.Predicates.type(Protocols.class), alwaysTrue())
                // a word that all of them use and that uses none of them
                .ignoreDependency(alwaysTrue(), JavaClass.Predicates.type(Direction.class))
                .check(all);
    }

    @Test
    void onlyCommandsWriteToTheTerminal() {
        JavaClasses silent = all.that(resideInAPackage(APPLIANCE + ".cli..").negate());

        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(silent);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(all);
    }

    @Test
    void timeIsPacketTimeBeforeTheOutputs() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        PROTOCOL + "..",
                        APPLIANCE + ".observe..",
                        APPLIANCE + ".inventory..",
                        APPLIANCE + ".baseline..",
                        APPLIANCE + ".detect..",
                        APPLIANCE + ".alert..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(all);
    }

    @Test
    void packagesAreNamedAfterAStageOrAProtocolNeverAfterAKind() {
        assertThat(packages())
                .noneMatch(
                        name ->
                                name.matches(
                                        ".*\\.(util|utils|common|model|impl|handlers|constants)(\\..*)?"));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Path root = Path.of(System.getProperty("wardtap.root"));

        assertThat(packages())
                .allSatisfy(
                        name -> {
                            String module =
                                    name.startsWith(PROTOCOL) ? "protocol-parsers" : "appliance";
                            Path page =
                                    root.resolve(module)
                                            .resolve("src/main/java")
                                            .resolve(name.replace('.', '/'))
                                            .resolve("package-info.java");
                            assertThat(page).isRegularFile();
                            assertThat(Files.readString(page)).startsWith("/// ");
                        });
    }

    private static Set<String> packages() {
        return all.stream()
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
