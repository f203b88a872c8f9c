package io.deliverytracking.location;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.deliverytracking.location", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAPackage("..location.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.deliverytracking.location.domain..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.deliverytracking.location.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheKafkaPackageKnowsTheClient = classes()
            .that()
            .resideOutsideOfPackages("..location.kafka..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("org.apache.kafka..", "io.smallrye.reactive.messaging..");
}
