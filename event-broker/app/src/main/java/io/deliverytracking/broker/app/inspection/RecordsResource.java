package io.deliverytracking.broker.app.inspection;

import io.deliverytracking.broker.app.BrokerProcess;
import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.inspection.Views.RecordsView;
import io.deliverytracking.broker.log.LogSlice;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.replication.Partition;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.common.protocol.Errors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Records of a partition, decoded.
 *
 * <p>Threading: the lane finds the bytes; reading and decoding them happens on a worker thread, because
 * it may wait for the disk.
 */
@Path("/api/topics/{topic}/partitions/{partition}/records")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "records")
public class RecordsResource {

    private static final String DEFAULT_LIMIT = "100";

    private final BrokerProcess process;
    private final BrokerSettings settings;
    private final ExecutorService workers;

    RecordsResource(BrokerProcess process, BrokerSettings settings, ExecutorService workers) {
        this.process = process;
        this.settings = settings;
        this.workers = workers;
    }

    /** What the lane found. */
    private record Found(long logStartOffset, long highWatermark, long fromOffset, LogSlice slice) {}

    @GET
    @Operation(
            summary = "Records from an offset on, by batch, up to the high watermark",
            description = "Bounded in records and bytes; nextOffset says where to go on. Keys and values come as"
                    + " text where they are printable UTF-8, else as base64.")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "400", description = "The offset or the limit is out of range")
    @APIResponse(responseCode = "404", description = "No such partition on this broker")
    public CompletionStage<RecordsView> records(
            @RestPath String topic,
            @RestPath int partition,
            @Parameter(
                            description =
                                    "The first offset; the log's start when it is missing. Negative: so many before the end.")
                    @RestQuery
                    @Nullable
                    Long offset,
            @Parameter(description = "The most records to show") @RestQuery @DefaultValue(DEFAULT_LIMIT) int limit) {
        int maxRecords = settings.inspection().maxRecords();
        if (limit < 1 || limit > maxRecords) {
            throw ProblemException.badRequest(
                    "Limit out of range", "The limit must be from 1 to " + maxRecords + ", but it is " + limit + ".");
        }
        return process.<Found>ask(settings.inspection().timeout(), node -> find(node, topic, partition, offset))
                .thenApplyAsync(
                        found -> {
                            RecordDecoder decoder = new RecordDecoder(
                                    found.fromOffset(),
                                    limit,
                                    settings.inspection().maxFieldBytes());
                            decoder.decode(found.slice().load());
                            return new RecordsView(
                                    topic,
                                    partition,
                                    found.logStartOffset(),
                                    found.highWatermark(),
                                    decoder.batches(),
                                    decoder.nextOffset());
                        },
                        workers);
    }

    private Found find(Node node, String topic, int index, @Nullable Long offset) {
        Partition partition = TopicsResource.requirePartition(node, topic, index);
        long start = partition.log().logStartOffset();
        long end = partition.highWatermark();
        long from = offset == null ? start : offset >= 0 ? offset : Math.max(start, end + offset);
        if (from < start || from > end) {
            throw ProblemException.badRequest(
                    "Offset out of range",
                    "Partition " + topic + "-" + index + " has records from " + start + " up to " + end
                            + ", but offset " + from + " was asked for.");
        }
        LogSlice slice = partition.log().read(from, settings.inspection().maxBytes(), end, true);
        if (slice.error() != Errors.NONE) {
            throw ProblemException.badRequest(
                    "Offset out of range", slice.error().message());
        }
        return new Found(start, end, from, slice);
    }
}
