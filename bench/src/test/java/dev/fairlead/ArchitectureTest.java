package dev.fairlead;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies run one way: apps → core → trees and experiment; adapters → core; sim → core; server → all. */
class ArchitectureTest {
    private static final String ROOT = "dev.fairlead.";
    private static final List<String> JDK = List.of("java..", "javax.crypto..", "com.sun.management..");
    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final List<String> TREES = List.of("trees");
    private static final List<String> EXPERIMENT = List.of("experiment");
    private static final List<String> CALIBRATION = List.of("calibration");
    private static final List<String> CORE = List.of(
            "decide",
            "environment",
            "evaluate",
            "events",
            "features",
            "launch",
            "log",
            "numbers",
            "policy",
            "ranking",
            "registry",
            "retrieval");
    private static final List<String> ADAPTERS =
            List.of("json", "sqlite", "duckdb", "lightgbm", "helidon", "grpc", "onnx", "growthbook");
    private static final List<String> APPS = List.of("feed");
    private static final List<String> SIM = List.of("sim");

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fairlead");

    private static String[] packages(List<?>... groups) {
        return Arrays.stream(groups)
                .flatMap(List::stream)
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
    }

    /** These packages, the JDK and the nullness annotations. */
    private static String[] only(List<?>... groups) {
        return Stream.concat(Arrays.stream(packages(groups)), Stream.concat(JDK.stream(), Stream.of(JSPECIFY)))
                .toArray(String[]::new);
    }

    private static void assertOnly(List<String> these, List<?>... mayUse) {
        classes()
                .that()
                .resideInAnyPackage(packages(these))
                .should()
                .onlyDependOnClassesThat(inAnyPackageOrPrimitive(only(mayUse)))
                .check(PROGRAM);
    }

    private static DescribedPredicate<JavaClass> inAnyPackageOrPrimitive(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages)
                .or(DescribedPredicate.describe(
                        "are primitive", type -> type.getBaseComponentType().isPrimitive()));
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> known = new TreeSet<>(Set.of("server"));
        Stream.of(TREES, EXPERIMENT, CALIBRATION, CORE, ADAPTERS, APPS, SIM).forEach(known::addAll);
        Set<String> found = new TreeSet<>();
        for (JavaClass type : PROGRAM) {
            found.add(type.getPackageName().substring(ROOT.length()).split("\\.")[0]);
        }
        assertTrue(known.equals(found), () -> "placed " + known + ", found " + found);
    }

    /** The vector module is a part of the JDK that not every Java starts with: only classes behind a check name it. */
    @Test
    void treesDependOnTheJdkOnly() {
        classes()
                .that()
                .resideInAnyPackage(packages(TREES))
                .should()
                .onlyDependOnClassesThat(inAnyPackageOrPrimitive(
                        Stream.concat(Arrays.stream(only(TREES)), Stream.of("jdk.incubator.vector.."))
                                .toArray(String[]::new)))
                .check(PROGRAM);
    }

    @Test
    void experimentDependsOnTheJdkOnly() {
        assertOnly(EXPERIMENT, EXPERIMENT);
    }

    @Test
    void calibrationDependsOnExperimentOnly() {
        assertOnly(CALIBRATION, CALIBRATION, EXPERIMENT);
    }

    /** The vector module again, for the inner products of retrieval. */
    @Test
    void coreDependsOnTreesExperimentAndTheJdkOnly() {
        classes()
                .that()
                .resideInAnyPackage(packages(CORE))
                .should()
                .onlyDependOnClassesThat(inAnyPackageOrPrimitive(
                        Stream.concat(Arrays.stream(only(CORE, TREES, EXPERIMENT)), Stream.of("jdk.incubator.vector.."))
                                .toArray(String[]::new)))
                .check(PROGRAM);
    }

    @Test
    void appsDependOnCoreOnly() {
        for (String app : APPS) {
            assertOnly(List.of(app), List.of(app), CORE, TREES, EXPERIMENT);
        }
    }

    @Test
    void theSimulationDependsOnCoreAndAReaderOfTablesOnly() {
        classes()
                .that()
                .resideInAnyPackage(packages(SIM))
                .should()
                .onlyDependOnClassesThat(inAnyPackageOrPrimitive(
                        Stream.concat(Arrays.stream(only(SIM, CORE)), Stream.of("de.siegmar.fastcsv.."))
                                .toArray(String[]::new)))
                .check(PROGRAM);
    }

    @Test
    void anAdapterDependsOnCoreAndOnNoOtherAdapterButJson() {
        for (String adapter : ADAPTERS) {
            List<String> others = Stream.of(ADAPTERS, APPS, SIM, List.of("server"))
                    .flatMap(List::stream)
                    .filter(name -> !name.equals(adapter))
                    .filter(name -> !(adapter.equals("helidon") && name.equals("json")))
                    .toList();
            noClasses()
                    .that()
                    .resideInAnyPackage(packages(List.of(adapter)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(others))
                    .check(PROGRAM);
        }
    }

    @Test
    void nothingDependsOnTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.fairlead.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.fairlead.server..")
                .check(PROGRAM);
    }

    @Test
    void noTwoPackagesOfCoreNeedEachOther() {
        slices().matching("dev.fairlead.(decide|evaluate|features|launch|log|policy|ranking|registry|retrieval)..")
                .should()
                .beFreeOfCycles()
                .check(PROGRAM);
    }

    /** The rules above would be silent if the classes were not found. */
    @Test
    void aRuleThatIsBrokenIsTold() {
        assertThrows(AssertionError.class, () -> assertOnly(List.of("server"), CORE));
    }
}
