package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.log.PartitionFailure;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.replication.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a broker that was started after a crash against what clients knew before it.
 *
 * <pre>
 *                       the process was killed          the power was lost
 *   metadata            as acknowledged                 as acknowledged: it is forced before it is answered
 *   records             all that was acknowledged       all that was forced, and a prefix of the rest
 *   log start           where it was                    there, or where it was last forced to be
 *   committed offsets   as acknowledged                 as at some time since they were forced
 *   producers           their last five batches are known again, as far as they are in the log
 * </pre>
 *
 * <p>What was asked and not answered may have happened, or not. Offsets leave no gaps, no batch has a wrong checksum,
 * and everything works on. A compacted topic may have gaps, where batches were whose keys came again later; the last batch
 * of a key is there. The script gives all batches of such a topic one key.
 */
final class RecoveryCheck {

    private static final int REMEMBERED_BATCHES = 5;
    private static final int COORDINATOR_TRIES = 40;

    private final ClusterModel model;
    private final SimulatedBroker broker;
    private final boolean powerLost;
    private String damaged = "";
    private boolean logStartsForgotten;

    RecoveryCheck(ClusterModel model, SimulatedBroker broker, boolean powerLost) {
        this.model = model;
        this.broker = broker;
        this.powerLost = powerLost;
    }

    /** Leaves out the partition of this directory, which is damaged. */
    RecoveryCheck exceptFor(String directory) {
        damaged = directory;
        return this;
    }

    /** Deleted records may be back: nobody knows any more where logs started. */
    RecoveryCheck withoutLogStarts() {
        logStartsForgotten = true;
        return this;
    }

    /** Starts the broker and checks everything; throws {@link AssertionError}. */
    void run() {
        start();
        runOnStarted();
    }

    /** Starts the broker on a disk that takes nothing, and checks what can be read. */
    void runReadOnly() {
        start();
        for (TopicModel topic : model.stateOf(broker.node().metadata()).values()) {
            for (int index = 0; index < topic.partitions().size(); index++) {
                // One that was asked for when the disk was full is there when it is not.
                if (!topic.partitions().get(index).acknowledged().isEmpty()) {
                    checkRecords(topic, index);
                }
            }
        }
    }

    private void start() {
        Throwable failure = broker.start();
        if (failure != null) {
            throw new AssertionError("the broker does not start: " + failure, failure);
        }
        for (PartitionFailure failed : broker.node().recoveryReport().failures()) {
            throw new AssertionError(failed.partition() + " is offline: " + failed.reason());
        }
    }

    /** Checks a broker that serves already. */
    void runOnStarted() {
        Node node = broker.node();
        model.checkClusterId(node.clusterId());
        SortedMap<String, TopicModel> topics = model.stateOf(node.metadata());
        boolean groupsDamaged = damaged.equals(GroupConfig.OFFSETS_TOPIC + "-0");
        if (!groupsDamaged) {
            checkOffsets(topics);
        }
        long producerId = newProducerId();
        for (TopicModel topic : topics.values()) {
            for (int index = 0; index < topic.partitions().size(); index++) {
                if (!damaged.equals(topic.name() + "-" + index)) {
                    checkPartition(topic, index, producerId);
                }
            }
        }
        if (!groupsDamaged) {
            checkCommits();
        }
    }

    // ---- partitions ----------------------------------------------------------------------------------------------

    private void checkPartition(TopicModel topic, int index, long producerId) {
        List<Batch.Found> found = checkRecords(topic, index);
        if (found.stream().anyMatch(batch -> batch.producerId() >= 0)) {
            checkProducers(topic.name(), index, topic.partitions().get(index), found);
        }
        long end = served(topic.name(), index).log().logEndOffset();
        checkWorksOn(topic.name(), index, producerId, end);
    }

    private Partition served(String topic, int index) {
        Partition partition = broker.node().partitions().find(topic, index);
        if (partition == null || !partition.isLeader()) {
            throw new AssertionError(topic + "-" + index + " is not served");
        }
        return partition;
    }

    /** Reads all that is there, and compares it with what was sent. */
    private List<Batch.Found> checkRecords(TopicModel topic, int index) {
        String name = topic.name() + "-" + index;
        Partition partition = served(topic.name(), index);
        PartitionModel known = topic.partitions().get(index);
        PartitionLog log = partition.log();
        checkBounds(name, known, partition);
        List<Batch.Found> found = readAll(topic.name(), index, log.logStartOffset(), log.logEndOffset());
        if (topic.isCompacted()) {
            checkCompacted(name, known, found, log);
        } else {
            checkBatches(name, known, found, log);
        }
        return found;
    }

    private void checkBounds(String name, PartitionModel known, Partition partition) {
        long start = partition.log().logStartOffset();
        long end = partition.log().logEndOffset();
        if (start > end || partition.highWatermark() != end) {
            throw new AssertionError(name + " starts at " + start + ", ends at " + end + " and has high watermark "
                    + partition.highWatermark());
        }
        long deletedBelow = logStartsForgotten ? 0 : known.deletedBelow();
        long lowestStart = powerLost ? deletedBelow : Math.max(deletedBelow, known.retiredBelow());
        if (start < lowestStart || start > known.highestStart()) {
            throw new AssertionError(
                    name + " starts at " + start + ", not between " + lowestStart + " and " + known.highestStart());
        }
        long lowestEnd = powerLost ? known.forcedOffset() : known.endOffset();
        if (end < lowestEnd) {
            throw new AssertionError(name + " ends at " + end + ", but " + lowestEnd + " was "
                    + (powerLost ? "forced to disk" : "acknowledged"));
        }
    }

    private void checkBatches(String name, PartitionModel known, List<Batch.Found> found, PartitionLog log) {
        long expected = found.isEmpty() ? log.logEndOffset() : found.get(0).offset();
        if (expected > log.logStartOffset()) {
            throw new AssertionError(name + " starts at " + log.logStartOffset() + ", its first batch at " + expected);
        }
        for (Batch.Found batch : found) {
            if (batch.offset() != expected) {
                throw new AssertionError(name + " goes on at " + batch.offset() + " where " + expected + " is due");
            }
            expected = batch.nextOffset();
            Batch acknowledged = known.at(batch.offset());
            Batch sent = acknowledged == null ? known.unanswered(batch.name()) : acknowledged;
            if (sent == null || !sent.name().equals(batch.name()) || sent.records() != batch.records()) {
                throw new AssertionError(name + " has " + batch + " where "
                        + (acknowledged == null ? "no batch that was sent" : acknowledged.name()) + " should be");
            }
        }
        if (expected != log.logEndOffset()) {
            throw new AssertionError(name + " ends at " + log.logEndOffset() + ", its last batch before " + expected);
        }
        for (Map.Entry<Long, Batch> entry : known.acknowledged().entrySet()) {
            boolean inside = entry.getKey() >= log.logStartOffset() && entry.getKey() < log.logEndOffset();
            if (inside && found.stream().noneMatch(batch -> batch.offset() == entry.getKey())) {
                throw new AssertionError(name + " lacks " + entry.getValue().name() + " at " + entry.getKey());
            }
        }
    }

    private static void checkCompacted(String name, PartitionModel known, List<Batch.Found> found, PartitionLog log) {
        long expected = log.logStartOffset();
        for (Batch.Found batch : found) {
            Batch acknowledged = known.at(batch.offset());
            Batch sent = acknowledged == null ? known.unanswered(batch.name()) : acknowledged;
            boolean isOneOfThose = batch.name().isEmpty()
                    || (sent != null && sent.name().equals(batch.name()) && sent.records() == batch.records());
            if (batch.offset() < expected || !isOneOfThose) {
                throw new AssertionError(name + " has " + batch + ", where " + sent + " was sent, after " + expected);
            }
            expected = batch.nextOffset();
        }
        if (expected > log.logEndOffset()) {
            throw new AssertionError(name + " ends at " + log.logEndOffset() + ", its last batch before " + expected);
        }
        Long newest = null;
        for (long offset : known.acknowledged().keySet()) {
            newest = offset < log.logEndOffset() ? Long.valueOf(offset) : newest;
        }
        Long last = newest;
        if (last != null
                && found.stream()
                        .noneMatch(
                                batch -> batch.offset() >= last && !batch.name().isEmpty())) {
            throw new AssertionError(name + " lacks the newest batch of its key, at " + last);
        }
    }

    private List<Batch.Found> readAll(String topic, int index, long start, long end) {
        List<Batch.Found> found = new ArrayList<>();
        long next = start;
        while (next < end) {
            FetchResponseData answer =
                    broker.ask(ApiKeys.FETCH, 12, Requests.fetch(topic, index, next), FetchResponseData.class);
            PartitionData data = answer == null
                    ? null
                    : answer.responses().get(0).partitions().get(0);
            if (data == null || data.errorCode() != Errors.NONE.code()) {
                throw new AssertionError("fetch of " + topic + "-" + index + " from " + next + ": "
                        + (data == null
                                ? "no answer"
                                : Errors.forCode(data.errorCode()).toString()));
            }
            List<Batch.Found> read = Batch.read(data.records());
            if (read.isEmpty()) {
                throw new AssertionError(
                        "nothing to read from " + topic + "-" + index + " at " + next + ", end " + end);
            }
            found.addAll(read);
            next = read.get(read.size() - 1).nextOffset();
        }
        return found;
    }

    // ---- producers -----------------------------------------------------------------------------------------------

    /** A producer that did not get its answers sends its last five batches again: none may be there twice. */
    private void checkProducers(String topic, int index, PartitionModel known, List<Batch.Found> found) {
        Map<Long, List<Batch.Found>> byProducer = new LinkedHashMap<>();
        for (Batch.Found batch : found) {
            if (batch.producerId() >= 0) {
                byProducer
                        .computeIfAbsent(batch.producerId(), id -> new ArrayList<>())
                        .add(batch);
            }
        }
        for (List<Batch.Found> batches : byProducer.values()) {
            int first = Math.max(0, batches.size() - REMEMBERED_BATCHES);
            for (Batch.Found batch : batches.subList(first, batches.size())) {
                Batch acknowledged = known.at(batch.offset());
                Batch again = acknowledged == null ? known.unanswered(batch.name()) : acknowledged;
                if (again != null) {
                    PartitionProduceResponse answer = produce(topic, index, again);
                    if (answer.errorCode() != Errors.NONE.code() || answer.baseOffset() != batch.offset()) {
                        throw new AssertionError(batch + " sent to " + topic + "-" + index + " again: "
                                + Errors.forCode(answer.errorCode()) + " at " + answer.baseOffset());
                    }
                }
            }
        }
    }

    private long newProducerId() {
        InitProducerIdResponseData answer = broker.ask(
                ApiKeys.INIT_PRODUCER_ID,
                4,
                new InitProducerIdRequestData().setTransactionalId(null),
                InitProducerIdResponseData.class);
        if (answer == null || answer.errorCode() != Errors.NONE.code()) {
            throw new AssertionError("no producer id: " + answer);
        }
        if (model.isKnownProducerId(answer.producerId())) {
            throw new AssertionError("producer id " + answer.producerId() + " is given twice");
        }
        return answer.producerId();
    }

    // ---- working on ----------------------------------------------------------------------------------------------

    private void checkWorksOn(String topic, int index, long producerId, long end) {
        Batch batch = Batch.of("after", 2, 0, broker.lane().wallClockMs(), Compression.NONE, producerId, (short) 0, 0);
        PartitionProduceResponse answer = produce(topic, index, batch);
        if (answer.errorCode() != Errors.NONE.code() || answer.baseOffset() != end) {
            throw new AssertionError("an append to " + topic + "-" + index + " at " + end + ": "
                    + Errors.forCode(answer.errorCode()) + " at " + answer.baseOffset());
        }
        List<Batch.Found> read = readAll(topic, index, end, end + batch.records());
        if (!read.get(0).name().equals(batch.name())) {
            throw new AssertionError("appended to " + topic + "-" + index + " at " + end + ", read " + read);
        }
    }

    private PartitionProduceResponse produce(String topic, int index, Batch batch) {
        ProduceResponseData answer =
                broker.ask(ApiKeys.PRODUCE, 9, Requests.produce(topic, index, batch), ProduceResponseData.class);
        if (answer == null) {
            throw new AssertionError("no answer to produce");
        }
        return answer.responses().iterator().next().partitionResponses().get(0);
    }

    // ---- groups --------------------------------------------------------------------------------------------------

    private void checkOffsets(SortedMap<String, TopicModel> topics) {
        SortedMap<CommitModel.Key, String> found = awaitCommitted();
        List<SortedMap<CommitModel.Key, String>> possible = model.commits().possible(powerLost, topics.keySet());
        if (found == null) {
            if (possible.stream().noneMatch(SortedMap::isEmpty)) {
                throw new AssertionError("no coordinator, though offsets were committed: " + possible);
            }
            return;
        }
        if (!possible.contains(CommitModel.of(topics.keySet(), found))) {
            throw new AssertionError("committed are " + found + ", possible " + possible);
        }
    }

    /** Null if nobody has ever asked for a coordinator. */
    private @Nullable SortedMap<CommitModel.Key, String> awaitCommitted() {
        if (broker.node().metadata().topic(GroupConfig.OFFSETS_TOPIC) == null) {
            return null;
        }
        SortedMap<CommitModel.Key, String> found = GroupClient.committed(broker);
        for (int i = 0; found == null && i < COORDINATOR_TRIES; i++) {
            broker.advance(100);
            found = GroupClient.committed(broker);
        }
        if (found == null) {
            throw new AssertionError("the coordinator does not answer");
        }
        return found;
    }

    private void checkCommits() {
        if (broker.node().metadata().topic(GroupConfig.OFFSETS_TOPIC) == null) {
            return;
        }
        CommitModel.Key key = new CommitModel.Key("after", Workload.RIDERS, 0);
        OffsetCommitResponseData answer = broker.ask(
                ApiKeys.OFFSET_COMMIT, 8, Requests.commit(key, "", -1, 1, ""), OffsetCommitResponseData.class);
        short code = answer == null
                ? Errors.UNKNOWN_SERVER_ERROR.code()
                : answer.topics().get(0).partitions().get(0).errorCode();
        // A broker that could not start was not there to create it.
        boolean exists = broker.node().metadata().topic(Workload.RIDERS) != null;
        Errors expected = exists ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION;
        if (code != expected.code()) {
            throw new AssertionError("a commit: " + Errors.forCode(code) + ", not " + expected);
        }
    }
}
