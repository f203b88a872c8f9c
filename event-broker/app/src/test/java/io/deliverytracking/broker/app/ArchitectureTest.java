package io.deliverytracking.broker.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.replication.Partition;

/** The shell shows what the broker holds; whoever wants to change something speaks the Kafka protocol. */
@AnalyzeClasses(packages = "io.deliverytracking.broker.app", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theLogIsLookedAtOnly = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(PartitionLog.class)))
                    .and(target(not(nameMatching("logStartOffset|logEndOffset|sizeInBytes|segments|read")))))
            .because("records are written, cut and deleted by the broker's own decisions");

    @ArchTest
    static final ArchRule partitionsAreLookedAtOnly = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Partition.class)))
                    .and(target(nameMatching("append|apply|retire|goOffline|advance.*|on.*"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Node.class))).and(target(nameMatching("start|shutDown|kill"))))
            .orShould()
            .callMethodWhere(
                    target(owner(assignableTo(MetadataController.class))).and(target(not(nameMatching("image")))))
            .because("changes come in through the Kafka protocol");

    @ArchTest
    static final ArchRule noSocketsNoFilesNoLanesOfItsOwn = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "java.nio.channels..", "io.deliverytracking.broker.port..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.deliverytracking.broker.server.storage..")
            .because("the server ring has them");
}
