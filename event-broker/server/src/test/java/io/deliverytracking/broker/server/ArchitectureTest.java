package io.deliverytracking.broker.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The ring between the core and the shell: it brings sockets, threads and files, and no framework. */
@AnalyzeClasses(packages = "io.deliverytracking.broker.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SERVER = "io.deliverytracking.broker.server..";
    private static final String STORAGE = "io.deliverytracking.broker.server.storage..";

    @ArchTest
    static final ArchRule importsTheCoreAndVertxAndNothingElse = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    SERVER,
                    "io.deliverytracking.broker.(common|port|record|log|replication|metadata|group|purgatory|handler|node)..",
                    "java..",
                    "io.vertx.core..",
                    "io.netty..",
                    "org.apache.kafka.common..",
                    "org.slf4j..",
                    "org.jspecify.annotations..")
            .because("it is embeddable: tests everywhere start brokers without Quarkus");

    @ArchTest
    static final ArchRule filesAreKnownToTheStorageOnly = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .and()
            .resideOutsideOfPackage(STORAGE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.nio.channels..")
            .because("the core reaches the disk through port.StorageDirectory");

    @ArchTest
    static final ArchRule theStorageKnowsNothingButItsPort = noClasses()
            .that()
            .resideInAPackage(STORAGE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "io.deliverytracking.broker.log..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.deliverytracking.broker.server")
            .because("it is bytes and names; what they mean is the log's");
}
