package io.deliverytracking.traces;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.deliverytracking.traces");

    @Test
    void readingHasNoClockAndNoThreadAndKnowsNoService() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.concurrent..",
                        "org.apache.kafka..",
                        "io.quarkus..",
                        "io.deliverytracking.simulator..")
                .check(CLASSES);
    }

    @Test
    void packagesDependInOneDirection() {
        slices().matching("io.deliverytracking.(traces..)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
