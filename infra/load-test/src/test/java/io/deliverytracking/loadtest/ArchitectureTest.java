package io.deliverytracking.loadtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.deliverytracking.loadtest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BASE = "io.deliverytracking.loadtest.";

    @ArchTest
    static final ArchRule theLoadTestStartsServicesAndNeverLinksThem = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.deliverytracking.broker..",
                    "io.deliverytracking.dbwriter..",
                    "io.deliverytracking.simulator..",
                    "io.deliverytracking.location..",
                    "io.deliverytracking.analytics..");

    @ArchTest
    static final ArchRule resultsArePlainValues = classes()
            .that()
            .resideInAPackage(BASE + "result")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(BASE + "result", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule aReportNeedsNothingButResults = noClasses()
            .that()
            .resideInAnyPackage(BASE + "report..", BASE + "output..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    BASE + "application..",
                    BASE + "foreground..",
                    BASE + "lab..",
                    BASE + "sample..",
                    BASE + "trial..",
                    BASE + "cli..",
                    "org.apache.kafka..",
                    "java.sql..");

    @ArchTest
    static final ArchRule theApplicationKnowsNothingOfTrials = noClasses()
            .that()
            .resideInAPackage(BASE + "application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "trial..", BASE + "lab..", BASE + "foreground..", BASE + "cli..");

    @ArchTest
    static final ArchRule whatIsTestedAndMeasuredKnowsNothingOfTrials = noClasses()
            .that()
            .resideInAnyPackage(BASE + "lab..", BASE + "foreground..", BASE + "sample..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "trial..", BASE + "cli..", BASE + "report..");
}
