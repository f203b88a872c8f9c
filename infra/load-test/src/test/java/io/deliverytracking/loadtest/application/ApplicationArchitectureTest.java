package io.deliverytracking.loadtest.application;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.deliverytracking.loadtest.application",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ApplicationArchitectureTest {

    @ArchTest
    static final ArchRule theOfferedLoadKnowsNothingOfHowItIsWritten = classes()
            .that()
            .resideInAPackage("io.deliverytracking.loadtest.application.load")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.deliverytracking.loadtest.application.load",
                    "io.deliverytracking.events..",
                    "java.lang..",
                    "java.util..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theWaysKnowNothingOfTheProcessAroundThem = noClasses()
            .that()
            .resideInAPackage("io.deliverytracking.loadtest.application.way")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.deliverytracking.loadtest.application", "io.deliverytracking.demo..");
}
