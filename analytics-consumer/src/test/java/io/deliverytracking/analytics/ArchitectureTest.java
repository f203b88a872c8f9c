package io.deliverytracking.analytics;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.deliverytracking.events.Zone;

@AnalyzeClasses(packages = "io.deliverytracking.analytics", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Zones belong to the contract, and are plain arithmetic. */
    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAPackage("..analytics.domain..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("io.deliverytracking.analytics.domain..", "java..", "org.jspecify.annotations..")
                            .or(type(Zone.class)));

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.deliverytracking.analytics.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheKafkaPackageKnowsTheClient = classes()
            .that()
            .resideOutsideOfPackages("..analytics.kafka..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("org.apache.kafka..", "io.smallrye.reactive.messaging..");
}
