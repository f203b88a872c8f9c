package io.deliverytracking.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.deliverytracking.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAPackage("..console.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.deliverytracking.console.domain..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.deliverytracking.console.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheKafkaPackageKnowsTheClient = classes()
            .that()
            .resideOutsideOfPackage("..console.kafka..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.apache.kafka..");
}
