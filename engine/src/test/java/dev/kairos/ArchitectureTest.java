package dev.kairos;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the table of rooms in docs/design.md true: who may import whom, and who alone uses which library. */
class ArchitectureTest {

    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("bench", List.of("journey", "pack", "profile", "catalogue", "schema", "mistake", "metrics"));
        MAY_USE.put(
                "http",
                List.of(
                        "decision",
                        "bulk",
                        "journal",
                        "profile",
                        "pack",
                        "catalogue",
                        "schema",
                        "moment",
                        "arbitration",
                        "rules",
                        "journey",
                        "touchpoint",
                        "consent",
                        "mistake",
                        "metrics"));
        MAY_USE.put(
                "decision",
                List.of(
                        "rules",
                        "consent",
                        "arbitration",
                        "moment",
                        "profile",
                        "journal",
                        "catalogue",
                        "schema",
                        "metrics"));
        MAY_USE.put(
                "journey",
                List.of(
                        "consent",
                        "touchpoint",
                        "window",
                        "profile",
                        "schema",
                        "catalogue",
                        "rules",
                        "moment",
                        "arbitration",
                        "journal",
                        "pack",
                        "metrics",
                        "mistake"));
        MAY_USE.put("pack", List.of("rules", "moment", "catalogue", "schema", "mistake"));
        MAY_USE.put("rules", List.of("arbitration", "moment", "catalogue", "schema", "mistake"));
        MAY_USE.put("arbitration", List.of("moment", "profile", "catalogue"));
        MAY_USE.put("moment", List.of("profile", "schema"));
        MAY_USE.put("bulk", List.of("touchpoint", "profile", "catalogue", "schema", "mistake", "metrics"));
        MAY_USE.put("touchpoint", List.of("profile", "schema", "catalogue", "mistake", "journal"));
        MAY_USE.put("consent", List.of("touchpoint", "profile", "catalogue"));
        MAY_USE.put("profile", List.of("window", "catalogue", "schema", "metrics"));
        MAY_USE.put("window", List.of("schema"));
        MAY_USE.put("journal", List.of("metrics"));
        MAY_USE.put("catalogue", List.of());
        MAY_USE.put("schema", List.of());
        MAY_USE.put("metrics", List.of());
        MAY_USE.put("mistake", List.of());
    }

    private static final Map<List<String>, List<String>> ONLY_USERS = Map.of(
            List.of("http", "bench"), List.of("io.vertx..", "io.netty.."),
            List.of("rules"), List.of("org.drools..", "org.kie..", "com.github.javaparser.."),
            List.of("profile"), List.of("net.openhft.chronicle.map..", "net.openhft.chronicle.hash.."),
            List.of("journal"), List.of("net.openhft.chronicle.queue.."),
            List.of("consent"), List.of("com.iabtcf.."),
            List.of("cli"), List.of("picocli.."));

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kairos");

    @TestFactory
    List<DynamicTest> aRoomImportsOnlyWhatItMay() {
        List<DynamicTest> tests = new ArrayList<>();
        MAY_USE.forEach((room, allowed) -> tests.add(DynamicTest.dynamicTest(room, () -> {
            List<String> packages = new ArrayList<>(List.of("dev.kairos." + room + ".."));
            allowed.forEach(other -> packages.add("dev.kairos." + other + ".."));
            classes()
                    .that(resideInAPackage("dev.kairos." + room + ".."))
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(packages.toArray(String[]::new)).or(notOurs()))
                    .check(PRODUCTION);
        })));
        return tests;
    }

    @TestFactory
    List<DynamicTest> aLibraryHasItsUsersAndNoOthers() {
        List<DynamicTest> tests = new ArrayList<>();
        ONLY_USERS.forEach((rooms, libraries) -> tests.add(DynamicTest.dynamicTest(String.join(", ", rooms), () -> {
            List<String> users = new ArrayList<>();
            rooms.forEach(room -> users.add("dev.kairos." + room + ".."));
            if (rooms.contains("cli")) {
                users.add("dev.kairos");
            }
            noClasses()
                    .that()
                    .resideInAPackage("dev.kairos..")
                    .and()
                    .resideOutsideOfPackages(users.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(libraries.toArray(String[]::new))
                    .check(PRODUCTION);
        })));
        return tests;
    }

    @Test
    void roomsHaveNoCycle() {
        slices().matching("dev.kairos.(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    private static DescribedPredicate<JavaClass> notOurs() {
        return DescribedPredicate.not(resideInAPackage("dev.kairos.."));
    }
}
