package io.deliverytracking.broker.app.inspection;

import io.deliverytracking.broker.app.BrokerProcess;
import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.inspection.Views.PartitionView;
import io.deliverytracking.broker.app.inspection.Views.SegmentView;
import io.deliverytracking.broker.app.inspection.Views.TopicSummary;
import io.deliverytracking.broker.app.inspection.Views.TopicView;
import io.deliverytracking.broker.log.SegmentInfo;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.metadata.TopicImage;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.replication.Partition;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Topics, their partitions and segments. */
@Path("/api/topics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "topics")
public class TopicsResource {

    private final BrokerProcess process;
    private final BrokerSettings settings;

    TopicsResource(BrokerProcess process, BrokerSettings settings) {
        this.process = process;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "All topics, by name, internal ones included")
    public CompletionStage<List<TopicSummary>> topics() {
        return process.ask(
                settings.inspection().timeout(),
                node -> node.metadata().topics().stream()
                        .map(topic -> summary(node, topic))
                        .toList());
    }

    @GET
    @Path("/{topic}")
    @Operation(summary = "A topic: its configuration (what was set on it) and its partitions")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "No such topic")
    public CompletionStage<TopicView> topic(@RestPath String topic) {
        return process.ask(settings.inspection().timeout(), node -> {
            TopicImage found = require(node, topic);
            return new TopicView(
                    found.name(),
                    found.id().toString(),
                    found.isInternal(),
                    node.metadata().topicConfigs(topic),
                    partitions(node, found));
        });
    }

    @GET
    @Path("/{topic}/partitions")
    @Operation(summary = "The partitions of a topic: leader, in-sync replicas, offsets, size")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "No such topic")
    public CompletionStage<List<PartitionView>> partitions(@RestPath String topic) {
        return process.ask(settings.inspection().timeout(), node -> partitions(node, require(node, topic)));
    }

    @GET
    @Path("/{topic}/partitions/{partition}")
    @Operation(summary = "One partition")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "No such partition")
    public CompletionStage<PartitionView> partition(@RestPath String topic, @RestPath int partition) {
        return process.ask(settings.inspection().timeout(), node -> {
            TopicImage found = require(node, topic);
            PartitionImage image = found.partition(partition);
            if (image == null) {
                throw ProblemException.notFound("partition", topic + "-" + partition);
            }
            return view(node, found, image);
        });
    }

    @GET
    @Path("/{topic}/partitions/{partition}/segments")
    @Operation(summary = "The segments of a partition: files, offsets, sizes, times")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "No such partition on this broker")
    public CompletionStage<List<SegmentView>> segments(@RestPath String topic, @RestPath int partition) {
        return process.ask(
                settings.inspection().timeout(),
                node -> requirePartition(node, topic, partition).log().segments().stream()
                        .map(TopicsResource::view)
                        .toList());
    }

    private static TopicImage require(Node node, String topic) {
        TopicImage found = node.metadata().topic(topic);
        if (found == null) {
            throw ProblemException.notFound("topic", topic);
        }
        return found;
    }

    /** The replica on this broker. */
    static Partition requirePartition(Node node, String topic, int partition) {
        Partition found = node.partitions().find(topic, partition);
        if (found == null) {
            throw ProblemException.notFound("partition", topic + "-" + partition);
        }
        return found;
    }

    private static TopicSummary summary(Node node, TopicImage topic) {
        long records = 0;
        long sizeBytes = 0;
        int underReplicated = 0;
        for (PartitionImage image : topic.partitions()) {
            underReplicated += image.isUnderReplicated() ? 1 : 0;
            Partition partition = node.partitions().find(topic.id(), image.partition());
            if (partition != null) {
                records += partition.highWatermark() - partition.log().logStartOffset();
                sizeBytes += partition.log().sizeInBytes();
            }
        }
        return new TopicSummary(
                topic.name(),
                topic.id().toString(),
                topic.isInternal(),
                topic.partitionCount(),
                underReplicated,
                records,
                sizeBytes);
    }

    private static List<PartitionView> partitions(Node node, TopicImage topic) {
        return topic.partitions().stream()
                .map(image -> view(node, topic, image))
                .toList();
    }

    private static PartitionView view(Node node, TopicImage topic, PartitionImage image) {
        Partition replica = node.partitions().find(topic.id(), image.partition());
        if (replica == null) {
            return new PartitionView(
                    image.partition(),
                    image.leader(),
                    image.leaderEpoch(),
                    image.replicas(),
                    image.isr(),
                    "elsewhere",
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        return new PartitionView(
                image.partition(),
                image.leader(),
                image.leaderEpoch(),
                image.replicas(),
                image.isr(),
                replica.isOffline() ? "offline" : replica.isLeader() ? "leader" : "follower",
                replica.log().logStartOffset(),
                replica.highWatermark(),
                replica.log().logEndOffset(),
                replica.log().sizeInBytes(),
                replica.log().segments().size());
    }

    private static SegmentView view(SegmentInfo segment) {
        return new SegmentView(
                String.format(Locale.ROOT, "%020d.log", segment.baseOffset()),
                segment.baseOffset(),
                segment.nextOffset(),
                segment.sizeBytes(),
                segment.indexEntries(),
                segment.timeIndexEntries(),
                segment.largestTimestampMs() < 0 ? null : segment.largestTimestampMs(),
                segment.active());
    }
}
