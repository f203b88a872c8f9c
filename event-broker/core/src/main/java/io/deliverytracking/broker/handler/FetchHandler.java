package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Reads record batches, waiting for {@code min.bytes} up to {@code max.wait} if the log's end has been reached.
 *
 * <p>The request goes through three stages, one class each: {@link FetchSessions} completes it, {@link ParkedFetch}
 * waits, {@link FetchRead} reads. What is left here is the response.
 *
 * <p>Source: KIP-74 (limits), KIP-227 (sessions), KIP-320 (fencing), KIP-516 (topic ids), KIP-595 (diverging epoch).
 */
public final class FetchHandler implements ApiHandler<FetchRequestData, FetchResponseData> {

    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;

    private final Partitions partitions;
    private final Purgatory<Partition> purgatory;
    private final BackgroundTasks background;
    private final DataCounters counters;
    private final FetchSessions sessions;
    private final int maxResponseBytes;

    /**
     * @param maxResponseBytes {@code fetch.max.bytes} of the broker
     * @param maxSessions {@code max.incremental.fetch.session.cache.slots}
     */
    public FetchHandler(
            Partitions partitions,
            Purgatory<Partition> purgatory,
            BackgroundTasks background,
            DataCounters counters,
            Clock clock,
            RandomSource random,
            int maxResponseBytes,
            int maxSessions) {
        this.partitions = partitions;
        this.purgatory = purgatory;
        this.background = background;
        this.counters = counters;
        this.sessions = new FetchSessions(maxSessions, clock, random);
        this.maxResponseBytes = maxResponseBytes;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.FETCH;
    }

    @Override
    public short lowestVersion() {
        return 4;
    }

    @Override
    public short highestVersion() {
        return 18;
    }

    /** Fetch sessions open, for inspection. */
    public int sessionCount() {
        return sessions.size();
    }

    @Override
    public void handle(RequestContext context, FetchRequestData request, Reply<FetchResponseData> reply) {
        boolean usesTopicIds = context.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS;
        FetchSessions.Fetch fetch = sessions.open(request, usesTopicIds);
        if (fetch.error() != Errors.NONE) {
            reply.send(new FetchResponseData().setErrorCode(fetch.error().code()));
            return;
        }
        FetchRead read = new FetchRead(
                partitions,
                background,
                counters,
                context.apiVersion(),
                request.isolationLevel(),
                Math.min(request.maxBytes(), maxResponseBytes),
                fetch.partitions());
        ParkedFetch parked = new ParkedFetch(
                partitions,
                fetch.partitions(),
                request.minBytes(),
                () -> read.read(data -> reply.send(respond(fetch, usesTopicIds, data))));
        parked.park(purgatory, request.maxWaitMs());
    }

    private FetchResponseData respond(FetchSessions.Fetch fetch, boolean usesTopicIds, List<PartitionData> read) {
        FetchSession session = fetch.session();
        List<@Nullable PartitionData> told = Collections.unmodifiableList(read);
        if (session != null) {
            told = session.tellNews(fetch.partitions(), read);
        } else if (fetch.wantsSession()) {
            session = sessions.create(fetch.partitions(), usesTopicIds);
            for (int i = 0; i < read.size(); i++) {
                fetch.partitions().get(i).onTold(read.get(i));
            }
        }
        return new FetchResponseData()
                .setSessionId(session == null ? FetchSession.NO_SESSION : session.id())
                .setResponses(byTopic(fetch.partitions(), told));
    }

    /** Groups neighbours of one topic; the order of partitions is the order of turns and stays. */
    private static List<FetchableTopicResponse> byTopic(
            List<FetchedPartition> fetched, List<@Nullable PartitionData> told) {
        List<FetchableTopicResponse> topics = new ArrayList<>();
        FetchKey previous = null;
        for (int i = 0; i < told.size(); i++) {
            PartitionData data = told.get(i);
            if (data == null) {
                continue;
            }
            FetchKey key = fetched.get(i).key();
            if (previous == null || !previous.sameTopic(key)) {
                topics.add(new FetchableTopicResponse()
                        .setTopic(key.topic())
                        .setTopicId(key.topicId())
                        .setPartitions(new ArrayList<>()));
                previous = key;
            }
            topics.get(topics.size() - 1).partitions().add(data);
        }
        return topics;
    }
}
