package io.deliverytracking.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.deliverytracking.demo", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theReckoningIsPure = classes()
            .that()
            .resideInAPackage("io.deliverytracking.demo.reckoning")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.deliverytracking.demo.reckoning",
                    "io.deliverytracking.events.ledger",
                    "java.lang..",
                    "java.util..",
                    "java.io..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule processesKnowNothingOfWhatRunsInThem = noClasses()
            .that()
            .resideInAPackage("io.deliverytracking.demo.process")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.deliverytracking.demo.services..",
                    "io.deliverytracking.demo.supervisor..",
                    "io.deliverytracking.demo.postgres..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule theDemoStartsServicesAndNeverLinksThem = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.deliverytracking.broker..",
                    "io.deliverytracking.simulator..",
                    "io.deliverytracking.dbwriter..",
                    "io.deliverytracking.location..",
                    "io.deliverytracking.analytics..");
}
