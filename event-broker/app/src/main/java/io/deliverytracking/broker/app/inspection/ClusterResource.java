package io.deliverytracking.broker.app.inspection;

import io.deliverytracking.broker.app.BrokerProcess;
import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.inspection.Views.BrokerView;
import io.deliverytracking.broker.app.inspection.Views.ClusterView;
import io.deliverytracking.broker.app.inspection.Views.EndpointView;
import io.deliverytracking.broker.app.inspection.Views.RecoveryView;
import io.deliverytracking.broker.log.RecoveryReport;
import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.metadata.TopicImage;
import io.deliverytracking.broker.node.Node;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The cluster and its brokers. */
@Path("/api/cluster")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "cluster")
public class ClusterResource {

    private final BrokerProcess process;
    private final BrokerSettings settings;

    ClusterResource(BrokerProcess process, BrokerSettings settings) {
        this.process = process;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "The cluster, its brokers, and what this broker's start found on its disk")
    public CompletionStage<ClusterView> cluster() {
        return process.ask(settings.inspection().timeout(), ClusterResource::view);
    }

    private static ClusterView view(Node node) {
        MetadataImage image = node.metadata();
        int partitions = 0;
        int underReplicated = 0;
        int withoutLeader = 0;
        for (TopicImage topic : image.topics()) {
            partitions += topic.partitionCount();
            for (PartitionImage partition : topic.partitions()) {
                underReplicated += partition.isUnderReplicated() ? 1 : 0;
                withoutLeader += partition.hasLeader() ? 0 : 1;
            }
        }
        return new ClusterView(
                node.clusterId(),
                node.config().nodeId(),
                image.brokers().stream().map(ClusterResource::view).toList(),
                image.topics().size(),
                partitions,
                underReplicated,
                withoutLeader,
                view(node.recoveryReport()));
    }

    private static BrokerView view(BrokerRegistration broker) {
        List<EndpointView> endpoints = broker.endpoints().stream()
                .map(endpoint -> new EndpointView(endpoint.listener(), endpoint.host(), endpoint.port()))
                .toList();
        return new BrokerView(broker.brokerId(), broker.brokerEpoch(), broker.fenced(), broker.rack(), endpoints);
    }

    private static RecoveryView view(RecoveryReport report) {
        return new RecoveryView(
                report.cleanShutdown(),
                report.partitions().size(),
                report.cutBytes(),
                report.failures().stream().map(Object::toString).toList());
    }
}
