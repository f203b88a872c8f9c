package io.deliverytracking.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * The core's promises as rules: no I/O, no clock, no threads; record classes in one place; dependencies that point one
 * way.
 */
@AnalyzeClasses(packages = "io.deliverytracking.broker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BROKER = "io.deliverytracking.broker.";
    private static final String LOG = BROKER + "log..";
    private static final String RECORD = BROKER + "record..";
    private static final String PORT = BROKER + "port..";
    private static final String COMMON = BROKER + "common..";
    private static final String GROUP = BROKER + "group..";
    private static final String METADATA = BROKER + "metadata..";
    private static final String HANDLER = BROKER + "handler..";
    private static final String NODE = BROKER + "node..";
    private static final String REPLICATION = BROKER + "replication..";
    private static final String PURGATORY = BROKER + "purgatory..";

    @ArchTest
    static final ArchRule nothingTouchesDiskOrNetwork = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "io.vertx..", "io.netty..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccess).*")
            .because("the disk and the network are ports, so that a whole cluster runs in one thread from one seed");

    @ArchTest
    static final ArchRule nothingReadsTheClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC")
            .because("time is injected: port.Clock");

    @ArchTest
    static final ArchRule nothingIsRandomByItself = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(org.apache.kafka.common.Uuid.class, "randomUuid")
            .because("randomness is injected: port.RandomSource");

    @ArchTest
    static final ArchRule nothingStartsThreads = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.util\\.concurrent\\.(.*Executor.*|CompletableFuture|ForkJoin.*|locks\\..*)|java\\.util\\.Timer")
            .because("lanes and background work are the server's: port.Timers, port.BackgroundTasks");

    @ArchTest
    static final ArchRule recordClassesStayInTheRecordPackage = noClasses()
            .that()
            .resideOutsideOfPackage(RECORD)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.common.record..")
            .because("kafka-clients calls most of them internal and moves them");

    /**
     * A decision about metadata is "request in; response, records and effects out", so the controller's package speaks of
     * requests too. Coordinators and everything below translate: they outlive a change of the wire.
     */
    @ArchTest
    static final ArchRule messageClassesStayInHandlersAndMetadataDecisions = noClasses()
            .that()
            .resideOutsideOfPackages(HANDLER, METADATA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.common.message..", "org.apache.kafka.common.requests..")
            .because("the wire's vocabulary ends where a request is understood");

    @ArchTest
    static final ArchRule theLogSeesNobodyAboveIt = noClasses()
            .that()
            .resideInAPackage(LOG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HANDLER, GROUP, METADATA, NODE, REPLICATION, PURGATORY);

    @ArchTest
    static final ArchRule recordsSeeNothingOfTheBroker = noClasses()
            .that()
            .resideInAPackage(RECORD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOG, HANDLER, GROUP, METADATA, NODE, REPLICATION, PURGATORY);

    @ArchTest
    static final ArchRule portsSeeNothingAtAll = noClasses()
            .that()
            .resideInAnyPackage(PORT, COMMON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOG, RECORD, HANDLER, GROUP, METADATA, NODE, REPLICATION, PURGATORY);

    @ArchTest
    static final ArchRule coordinatorsSeeAnAppenderAndNotTheLog = noClasses()
            .that()
            .resideInAPackage(GROUP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOG, REPLICATION, HANDLER, NODE, METADATA);

    @ArchTest
    static final ArchRule onlyTheNodeKnowsAll = noClasses()
            .that()
            .resideOutsideOfPackage(NODE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(NODE)
            .because("it composes the others");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            SlicesRuleDefinition.slices().matching(BROKER + "(*)..").should().beFreeOfCycles();
}
