package io.deliverytracking.dbwriter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.deliverytracking.dbwriter", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("..dbwriter.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify.annotations..", "io.deliverytracking.events..", "..dbwriter.domain..");

    @ArchTest
    static final ArchRule SQL_STAYS_IN_PERSISTENCE = noClasses()
            .that()
            .resideOutsideOfPackages("..dbwriter.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "org.hibernate..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule PERSISTENCE_KNOWS_NO_LOG = noClasses()
            .that()
            .resideInAPackage("..dbwriter.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "..dbwriter.kafka..", "..dbwriter.rest..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_BROKER =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.deliverytracking.broker..");
}
