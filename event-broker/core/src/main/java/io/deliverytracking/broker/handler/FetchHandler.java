package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.quota.ByteQuotas;
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
 * <p>A client that would be sent more than its quota allows gets an empty answer at once, and is not heard until it may be
 * sent more; its session has learned nothing, so that the data comes with the next Fetch.
 *
 * <p>Source: KIP-74 (limits), KIP-219 (quotas), KIP-227 (sessions), KIP-320 (fencing), KIP-516 (topic ids), KIP-595 (diverging epoch).
 */
public final class FetchHandler implements ApiHandler<FetchRequestData, FetchResponseData> {

    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;

    private final Partitions partitions;
    private final Purgatory<Partition> purgatory;
    private final BackgroundTasks background;
    private final ReadMemory readMemory;
    private final DataCounters counters;
    private final FetchSessions sessions;
    private final ByteQuotas quotas;
    private final int maxResponseBytes;

    /**
     * @param quotas how much clients may be sent
     * @param maxResponseBytes {@code fetch.max.bytes} of the broker
     * @param maxSessions {@code max.incremental.fetch.session.cache.slots}
     */
    public FetchHandler(
            Partitions partitions,
            Purgatory<Partition> purgatory,
            BackgroundTasks background,
            ReadMemory readMemory,
            DataCounters counters,
            Clock clock,
            RandomSource random,
            ByteQuotas quotas,
            int maxResponseBytes,
            int maxSessions) {
        this.partitions = partitions;
        this.purgatory = purgatory;
        this.background = background;
        this.readMemory = readMemory;
        this.counters = counters;
        this.sessions = new FetchSessions(maxSessions, clock, random);
        this.quotas = quotas;
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
        int maxBytes = Math.min(Math.min(request.maxBytes(), maxResponseBytes), mostAtOnce(context));
        ReadMemory.Lease memory = readMemory.lease();
        FetchRead read = new FetchRead(
                partitions,
                background,
                memory,
                counters,
                context.apiVersion(),
                request.isolationLevel(),
                maxBytes,
                fetch.partitions());
        ParkedFetch parked = new ParkedFetch(
                partitions,
                fetch.partitions(),
                Math.min(request.minBytes(), maxBytes),
                () -> read.read(data -> {
                    FetchResponseData response;
                    try {
                        int throttleMs = quotas.isEmpty() ? 0 : throttle(context, read.givenBytes(), reply);
                        response = throttleMs > 0 ? withheld(fetch, throttleMs) : respond(fetch, usesTopicIds, data);
                    } catch (RuntimeException e) { // a fault of ours, which leaves the broker running
                        memory.release();
                        throw e;
                    }
                    reply.send(response, memory);
                }));
        parked.park(purgatory, request.maxWaitMs());
    }

    private int mostAtOnce(RequestContext context) {
        return quotas.isEmpty() ? Integer.MAX_VALUE : quotas.mostAtOnce(context.principal(), context.clientIdOrEmpty());
    }

    /** Counts record bytes; unlike Apache Kafka, not the few bytes around them. */
    private int throttle(RequestContext context, int recordBytes, Reply<FetchResponseData> reply) {
        int throttleMs = quotas.recordIfWithin(context.principal(), context.clientIdOrEmpty(), recordBytes);
        if (throttleMs > 0) {
            counters.onWithheld(recordBytes);
            reply.mute(throttleMs);
        }
        return throttleMs;
    }

    private static FetchResponseData withheld(FetchSessions.Fetch fetch, int throttleMs) {
        FetchSession session = fetch.session();
        return new FetchResponseData()
                .setThrottleTimeMs(throttleMs)
                .setSessionId(session == null ? FetchSession.NO_SESSION : session.id());
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
