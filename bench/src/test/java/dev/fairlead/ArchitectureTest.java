package dev.fairlead;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Dependencies run one way: apps → market and recommend → core → trees and experiment; adapters → core; cli, lab and bench → server → all.
 * Every module is in {@link House}, and every package in one module.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.fairlead.";
    /** The vector module is a part of the JDK that not every Java starts with: only classes behind a check name it. */
    private static final List<String> JDK =
            List.of("java..", "javax.crypto..", "com.sun.management..", "jdk.incubator.vector..");

    private static final List<String> NULLNESS = List.of("org.jspecify.annotations..");

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.fairlead");

    /** The modules, each with its packages below {@code dev.fairlead} and the modules that it may use besides itself. */
    enum House {
        TREES("trees", Libraries.NONE, "trees"),
        EXPERIMENT("experiment", Libraries.NONE, "experiment"),
        CALIBRATION("calibration", Libraries.NONE, "calibration", EXPERIMENT),
        CORE(
                "core",
                Libraries.NONE,
                "decide environment errors events launch learn log numbers privacy registry state",
                TREES,
                EXPERIMENT),
        MARKET("market", Libraries.NONE, "market", CORE, TREES, EXPERIMENT),
        RECOMMEND("recommend", Libraries.NONE, "evaluate policy ranking retrieval", MARKET, CORE, TREES, EXPERIMENT),
        FEED("apps/feed", Libraries.NONE, "feed", RECOMMEND, MARKET, CORE, TREES, EXPERIMENT),
        ONBOARDING("apps/onboarding", Libraries.NONE, "onboarding", CORE, TREES, EXPERIMENT),
        JSON("adapters/json", Libraries.OWN, "json", CORE, EXPERIMENT),
        SQLITE("adapters/sqlite", Libraries.OWN, "sqlite", CORE, EXPERIMENT),
        DUCKDB("adapters/duckdb", Libraries.OWN, "duckdb", CORE, EXPERIMENT),
        LIGHTGBM("adapters/lightgbm", Libraries.OWN, "lightgbm", CORE, TREES, EXPERIMENT),
        GROWTHBOOK("adapters/growthbook", Libraries.OWN, "growthbook", CORE, EXPERIMENT),
        ONNX("adapters/onnx", Libraries.OWN, "onnx", RECOMMEND, CORE),
        HELIDON("adapters/helidon", Libraries.OWN, "helidon", JSON, CORE, EXPERIMENT),
        GRPC("adapters/grpc", Libraries.OWN, "grpc", CORE, EXPERIMENT),
        OPENFEATURE("adapters/openfeature", Libraries.OWN, "openfeature", GROWTHBOOK, CORE, EXPERIMENT),
        SIM("sim", Libraries.OWN, "sim", RECOMMEND, MARKET, CORE),
        REPORT("report", Libraries.NONE, "report", CORE, EXPERIMENT),
        SERVER(
                "server",
                Libraries.OWN,
                "server",
                FEED,
                ONBOARDING,
                RECOMMEND,
                MARKET,
                CORE,
                TREES,
                EXPERIMENT,
                JSON,
                SQLITE,
                LIGHTGBM,
                GROWTHBOOK,
                HELIDON,
                GRPC,
                REPORT),
        CLI("cli", Libraries.OWN, "cli", SERVER, SIM, DUCKDB, allBelow(SERVER)),
        LAB("lab", Libraries.OWN, "lab", CLI, CALIBRATION, allBelow(CLI)),
        BENCH("bench", Libraries.OWN, "bench", LAB, CALIBRATION, allBelow(LAB));

        private final String folder;
        private final Libraries libraries;
        private final List<String> packages;
        private final Set<House> uses;

        House(String folder, Libraries libraries, String packages, Object... uses) {
            this.folder = folder;
            this.libraries = libraries;
            this.packages = List.of(packages.split(" "));
            this.uses = Stream.of(uses)
                    .flatMap(each -> each instanceof House one ? Stream.of(one) : ((Set<?>) each).stream())
                    .map(House.class::cast)
                    .collect(Collectors.toSet());
        }

        private static Set<House> allBelow(House module) {
            return module.uses;
        }

        private String[] packages() {
            return packages.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
        }
    }

    /** What of others' code a module may use. */
    enum Libraries {
        /** The JDK alone. */
        NONE,
        /** What its pom names. */
        OWN
    }

    private static DescribedPredicate<JavaClass> allowed(House module) {
        String[] ours = Stream.concat(Stream.of(module), module.uses.stream())
                .flatMap(each -> Stream.of(each.packages()))
                .toArray(String[]::new);
        String[] base = Stream.concat(JDK.stream(), NULLNESS.stream()).toArray(String[]::new);
        DescribedPredicate<JavaClass> libraries = module.libraries == Libraries.NONE
                ? JavaClass.Predicates.resideInAnyPackage(base)
                : JavaClass.Predicates.resideOutsideOfPackage("dev.fairlead..");
        return JavaClass.Predicates.resideInAnyPackage(ours)
                .or(libraries)
                .or(DescribedPredicate.describe(
                        "are primitive", type -> type.getBaseComponentType().isPrimitive()));
    }

    private static void assertKept(House module, DescribedPredicate<JavaClass> allowed) {
        classes()
                .that()
                .resideInAnyPackage(module.packages())
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(PROGRAM);
    }

    @ParameterizedTest
    @EnumSource
    void aModuleDependsOnTheModulesBelowItOnly(House module) {
        assertKept(module, allowed(module));
    }

    /** The rules above would be silent if the classes were not found. */
    @Test
    void aRuleThatIsBrokenFails() {
        assertThrows(AssertionError.class, () -> assertKept(House.SERVER, allowed(House.CORE)));
    }

    @Test
    void everyModuleOfTheBuildHasItsPlace() throws IOException {
        Path root = Path.of("..");
        Set<String> built = Files.readAllLines(root.resolve("pom.xml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.replaceAll("</?module>", ""))
                .filter(module -> Files.isDirectory(root.resolve(module).resolve("src/main/java")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Stream.of(House.values()).map(module -> module.folder).collect(Collectors.toCollection(TreeSet::new)),
                built);
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : PROGRAM) {
            found.add(type.getPackageName().substring(ROOT.length()).split("\\.")[0]);
        }
        assertEquals(
                Stream.of(House.values())
                        .flatMap(module -> module.packages.stream())
                        .collect(Collectors.toCollection(TreeSet::new)),
                found);
    }

    /** Besides events: a log holds them, and a field of one may be a position of a log. */
    @ParameterizedTest
    @EnumSource(names = {"CORE", "RECOMMEND"})
    void noTwoPackagesOfAModuleNeedEachOther(House module) {
        slices().matching(ROOT + "("
                        + module.packages.stream()
                                .filter(name -> !name.equals("events"))
                                .collect(Collectors.joining("|"))
                        + ")..")
                .should()
                .beFreeOfCycles()
                .check(PROGRAM);
    }

    @ParameterizedTest
    @EnumSource(names = {"REPORT", "CLI", "LAB"})
    void noTwoFoldersOfAModuleNeedEachOther(House module) {
        slices().matching(ROOT + module.packages.getFirst() + "(.*)")
                .namingSlices("package$1")
                .should()
                .beFreeOfCycles()
                .check(PROGRAM);
    }
}
