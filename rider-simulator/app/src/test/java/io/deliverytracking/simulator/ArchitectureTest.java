package io.deliverytracking.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.deliverytracking.simulator");

    @Test
    void theDomainIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.vertx..",
                        "org.apache.kafka..",
                        "jakarta..",
                        "org.jboss..",
                        "io.micrometer..",
                        "io.deliverytracking.service..",
                        "io.deliverytracking.simulator.config..",
                        "io.deliverytracking.simulator.control..",
                        "io.deliverytracking.simulator.kafka..",
                        "io.deliverytracking.simulator.rest..",
                        "io.deliverytracking.simulator.metrics..")
                .check(CLASSES);
    }

    @Test
    void theDomainHasNoClockAndNoThread() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.domain..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..")
                .check(CLASSES);
    }

    @Test
    void nobodyImportsTheBroker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.deliverytracking.broker..")
                .check(CLASSES);
    }

    @Test
    void sendingDoesNotKnowWhoSteersIt() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..simulator.control..", "..simulator.rest..", "..simulator.metrics..")
                .check(CLASSES);
    }
}
