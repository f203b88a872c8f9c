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

    private static final String[] LIBRARIES = {"org.apache.datasketches..", "org.elasticsearch.h3.."};

    /** Zones belong to the contract, and are plain arithmetic. */
    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAPackage("..analytics.domain..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("io.deliverytracking.analytics.domain..", "java..", "org.jspecify.annotations..")
                            .or(type(Zone.class))
                            .or(resideInAnyPackage(LIBRARIES)));

    /** Arithmetic as well; each is known by one package. */
    @ArchTest
    static final ArchRule onlyTheSketchesKnowTheSketchLibrary = classes()
            .that()
            .resideOutsideOfPackage("..analytics.domain.sketch..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.apache.datasketches..");

    @ArchTest
    static final ArchRule onlyTheCellsKnowH3 = classes()
            .that()
            .resideOutsideOfPackage("..analytics.domain.cell..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.elasticsearch..");

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
