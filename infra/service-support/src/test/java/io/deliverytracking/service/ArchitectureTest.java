package io.deliverytracking.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.deliverytracking.service", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Each package can be read, and used, without the others. */
    @ArchTest
    static final ArchRule packagesDoNotKnowEachOther =
            slices().matching("io.deliverytracking.service.(*)..").should().notDependOnEachOther();

    /** Riders and orders are the services' own: of the contract, only how a record can be broken is known here. */
    @ArchTest
    static final ArchRule nothingOfTheDomainIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.deliverytracking.events.v1..",
                    "io.deliverytracking.events.ledger..",
                    "io.deliverytracking.broker..",
                    "io.deliverytracking.simulator..",
                    "io.deliverytracking.location..",
                    "io.deliverytracking.analytics..",
                    "io.deliverytracking.dbwriter..");
}
