package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.quota.ByteQuotas;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.BatchIndexAndErrorMessage;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponseCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Appends record batches: each partition of a request succeeds or fails by itself.
 *
 * <p>{@code acks=0} gets no response; a failure closes the connection, the only sign there is. {@code acks=1} is
 * answered after the append. {@code acks=all} waits until every in-sync replica has the records or the request's
 * timeout passes; the records stay in the log even then, and an idempotent producer's retry finds them.
 *
 * <p>There are no transactions: a request with a transactional id is refused with INVALID_TXN_STATE, as one without an
 * ongoing transaction is on Apache Kafka; a transactional batch without that id with
 * TRANSACTIONAL_ID_AUTHORIZATION_FAILED, as there.
 *
 * <p>A client that sends more than its quota allows is answered at once, and not heard until its rate is down again.
 * Unlike Apache Kafka, which counts a request when it is answered: when it has come.
 *
 * <p>Versions 0 to 2 are advertised and not accepted: see {@link #lowestAdvertisedVersion()}.
 *
 * <p>Source: KIP-98, KIP-219 (quotas), KIP-467 (record errors), KIP-516 (topic ids), KIP-951 (new leader in the response).
 */
public final class ProduceHandler implements ApiHandler<ProduceRequestData, ProduceResponseData> {

    private static final short FIRST_VERSION_WITH_ZSTD = 7;
    private static final short FIRST_VERSION_WITH_CURRENT_LEADER = 10;
    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;
    private static final int ZSTD = 4;

    /** Apache Kafka lets its own tools write to internal topics under this name. */
    private static final String ADMIN_CLIENT_ID = "__admin_client";

    private final Partitions partitions;
    private final Purgatory<Partition> purgatory;
    private final Clock clock;
    private final DataCounters counters;
    private final ByteQuotas quotas;
    private final BatchView view = new BatchView();

    public ProduceHandler(
            Partitions partitions,
            Purgatory<Partition> purgatory,
            Clock clock,
            DataCounters counters,
            ByteQuotas quotas) {
        this.partitions = partitions;
        this.purgatory = purgatory;
        this.clock = clock;
        this.counters = counters;
        this.quotas = quotas;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.PRODUCE;
    }

    @Override
    public short lowestVersion() {
        return 3;
    }

    @Override
    public short highestVersion() {
        return 13;
    }

    @Override
    public short lowestAdvertisedVersion() {
        return 0;
    }

    @Override
    public void handle(RequestContext context, ProduceRequestData request, Reply<ProduceResponseData> reply) {
        boolean internalTopicsAllowed = ADMIN_CLIENT_ID.equals(context.clientId());
        long nowMs = clock.wallClockMs();
        TopicProduceResponseCollection topics =
                new TopicProduceResponseCollection(request.topicData().size());
        List<AwaitedAppend> awaited = new ArrayList<>();
        Errors firstError = Errors.NONE;
        for (TopicProduceData topic : request.topicData()) {
            List<PartitionProduceResponse> answers =
                    new ArrayList<>(topic.partitionData().size());
            for (PartitionProduceData data : topic.partitionData()) {
                Partition partition = find(context, topic, data.index());
                PartitionProduceResponse answer = new PartitionProduceResponse().setIndex(data.index());
                AppendResult result = partition == null
                        ? refused(notFound(context, topic), null)
                        : append(context, request, partition, data, internalTopicsAllowed, nowMs);
                fill(answer, result);
                if (!result.isSuccess()) {
                    counters.onRefused();
                    firstError = firstError == Errors.NONE ? result.error() : firstError;
                    nameLeader(context, answer, partition, result.error());
                } else if (partition != null && request.acks() == Partition.ACKS_ALL) {
                    awaited.add(new AwaitedAppend(partition, partition.leaderEpoch(), result.lastOffset(), answer));
                }
                answers.add(answer);
            }
            topics.add(new TopicProduceResponse()
                    .setName(topic.name())
                    .setTopicId(topic.topicId())
                    .setPartitionResponses(answers));
        }
        ProduceResponseData response = new ProduceResponseData().setResponses(topics);
        if (!quotas.isEmpty()) {
            throttle(context, response, reply);
        }
        if (request.acks() != 0) {
            new ParkedProduce(awaited, response, reply).park(purgatory, request.timeoutMs());
        } else if (firstError == Errors.NONE) {
            reply.sendNothing();
        } else {
            reply.closeConnection("a produce request with acks=0 failed with " + firstError);
        }
    }

    private void throttle(RequestContext context, ProduceResponseData response, Reply<ProduceResponseData> reply) {
        int throttleMs = quotas.record(context.principal(), context.clientIdOrEmpty(), context.requestBytes());
        if (throttleMs > 0) {
            response.setThrottleTimeMs(throttleMs);
            reply.mute(throttleMs);
        }
    }

    private @Nullable Partition find(RequestContext context, TopicProduceData topic, int index) {
        return context.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS
                ? partitions.find(topic.topicId(), index)
                : partitions.find(topic.name(), index);
    }

    private Errors notFound(RequestContext context, TopicProduceData topic) {
        return context.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS && !isKnown(topic.topicId())
                ? Errors.UNKNOWN_TOPIC_ID
                : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }

    private boolean isKnown(Uuid topicId) {
        return partitions.topicName(topicId) != null;
    }

    private AppendResult append(
            RequestContext context,
            ProduceRequestData request,
            Partition partition,
            PartitionProduceData data,
            boolean internalTopicsAllowed,
            long nowMs) {
        short acks = request.acks();
        if (acks < Partition.ACKS_ALL || acks > 1) {
            return refused(Errors.INVALID_REQUIRED_ACKS, null);
        }
        if (Topic.isInternal(partition.topic()) && !internalTopicsAllowed) {
            return refused(Errors.INVALID_TOPIC_EXCEPTION, "Cannot append to internal topic " + partition.topic());
        }
        RecordBatches records = RecordBatches.from(data.records());
        AppendResult refusal = refusal(context, request, records);
        if (refusal != null) {
            return refusal;
        }
        int sizeBytes = records.sizeInBytes();
        AppendResult result = partition.append(records, AppendOrigin.CLIENT, acks, nowMs);
        if (result.isSuccess() && !result.duplicate()) {
            counters.onAppended(result.lastOffset() - result.baseOffset() + 1, sizeBytes);
        }
        return result;
    }

    /** What the protocol forbids before the log has a look; null if nothing does. */
    private @Nullable AppendResult refusal(RequestContext context, ProduceRequestData request, RecordBatches records) {
        view.wrap(records.buffer(), records.buffer().position());
        try {
            boolean whole = view.fits();
            if (!whole && view.isCutOff()) {
                return refused(Errors.INVALID_RECORD, "Produce requests must have at least one whole record batch");
            }
            if (request.transactionalId() == null && whole && view.isTransactional()) {
                return refused(
                        Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
                        "A transactional batch without a transactional id");
            }
            if (request.transactionalId() != null) {
                return refused(Errors.INVALID_TXN_STATE, "This broker has no transactions");
            }
            if (whole && context.apiVersion() < FIRST_VERSION_WITH_ZSTD && view.compressionId() == ZSTD) {
                return refused(
                        Errors.UNSUPPORTED_COMPRESSION_TYPE,
                        "Produce requests with version " + context.apiVersion()
                                + " are not allowed to use ZStandard compression");
            }
            return null;
        } finally {
            view.unwrap();
        }
    }

    private static void fill(PartitionProduceResponse answer, AppendResult result) {
        answer.setErrorCode(result.error().code())
                .setErrorMessage(result.errorMessage())
                .setBaseOffset(result.baseOffset())
                .setLogAppendTimeMs(result.logAppendTimeMs())
                .setLogStartOffset(result.isSuccess() ? result.logStartOffset() : -1);
        for (int index : result.faultyRecords()) {
            answer.recordErrors()
                    .add(new BatchIndexAndErrorMessage()
                            .setBatchIndex(index)
                            .setBatchIndexErrorMessage(result.errorMessage()));
        }
    }

    private static void nameLeader(
            RequestContext context, PartitionProduceResponse answer, @Nullable Partition partition, Errors error) {
        if (partition != null
                && error == Errors.NOT_LEADER_OR_FOLLOWER
                && context.apiVersion() >= FIRST_VERSION_WITH_CURRENT_LEADER) {
            answer.currentLeader().setLeaderId(partition.leaderId()).setLeaderEpoch(partition.leaderEpoch());
        }
    }

    private static AppendResult refused(Errors error, @Nullable String message) {
        return new AppendResult(error, message, -1, -1, -1, -1, false);
    }
}
