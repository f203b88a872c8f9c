package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.log.PartitionFailure;
import io.deliverytracking.broker.log.PartitionRecovery;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Starts a broker on a disk with one damaged file, and says what came of it.
 *
 * <p>Damage to a partition's files may take that partition offline, or cut it, and then the report says which file; or it
 * is found by whoever reads it, by the broker or by the client's own check. It never gives a reader a batch that passes for
 * another, and never touches another partition. Damage to what the whole broker stands on keeps it from starting, and
 * the reason names the file.
 */
final class DamageCheck {

    private static final int ONE_BATCH = 1;

    private final ClusterModel model;
    private final SimulatedBroker broker;
    private final String path;
    private final boolean lost;
    private final String directory;

    DamageCheck(ClusterModel model, SimulatedBroker broker, String path, boolean lost) {
        this.model = model;
        this.broker = broker;
        this.path = path;
        this.lost = lost;
        String below = path.substring(SimulatedDisk.ROOT.length() + 1);
        this.directory = below.indexOf('/') < 0 ? "" : below.substring(0, below.indexOf('/'));
    }

    private boolean isShared() {
        return directory.isEmpty() || directory.startsWith("__cluster_metadata");
    }

    /** What came of it, in a word; throws {@link AssertionError} if it is not as it should be. */
    String run() {
        Throwable failure = broker.start();
        if (failure != null) {
            if (!isShared() || !String.valueOf(failure.getMessage()).contains(lost ? directory : path)) {
                throw new AssertionError("the broker does not start, for another reason: " + failure, failure);
            }
            return "start refused";
        }
        for (PartitionFailure failed : broker.node().recoveryReport().failures()) {
            if (!failed.partition().toString().equals(directory)
                    || !failed.reason().contains(path)) {
                throw new AssertionError(failed.partition() + " is offline: " + failed.reason());
            }
        }
        RecoveryCheck others = new RecoveryCheck(model, broker, false).exceptFor(directory);
        if (path.endsWith("/log-start-offset-checkpoint")) {
            others.withoutLogStarts();
        }
        others.runOnStarted();
        return isShared() ? "harmless" : ofPartition();
    }

    private String ofPartition() {
        for (TopicModel topic : model.topics().values()) {
            for (int index = 0; index < topic.partitions().size(); index++) {
                if (directory.equals(topic.name() + "-" + index)) {
                    return ofPartition(topic.name(), index, topic.partitions().get(index));
                }
            }
        }
        return "harmless";
    }

    private String ofPartition(String topic, int index, PartitionModel known) {
        Partition partition = broker.node().partitions().find(topic, index);
        if (partition == null) {
            return "partition offline";
        }
        boolean cut = broker.node().recoveryReport().partitions().stream()
                .filter(recovery -> recovery.partition().equals(partition.topicPartition()))
                .anyMatch(PartitionRecovery::isCut);
        boolean detected = cut;
        long start = partition.log().logStartOffset();
        for (Long offset : known.acknowledged().keySet()) {
            if (offset >= Math.max(start, known.deletedBelow())) {
                detected |= !isReadWhole(topic, index, offset, known);
            }
        }
        if (!detected && partition.log().logEndOffset() < known.endOffset()) {
            throw new AssertionError(directory + " ends at " + partition.log().logEndOffset()
                    + " without a word, acknowledged was " + known.endOffset());
        }
        return cut ? "cut" : detected ? "found by its reader" : "harmless";
    }

    /** False if the broker, or the client's check, finds fault; what passes both has to be what was acknowledged. */
    private boolean isReadWhole(String topic, int index, long offset, PartitionModel known) {
        FetchResponseData answer =
                broker.ask(ApiKeys.FETCH, 12, Requests.fetch(topic, index, offset, ONE_BATCH), FetchResponseData.class);
        PartitionData data =
                answer == null ? null : answer.responses().get(0).partitions().get(0);
        if (data == null || data.errorCode() != Errors.NONE.code()) {
            return false;
        }
        List<Batch.Found> found;
        try {
            found = Batch.read(data.records());
        } catch (KafkaException e) {
            return false;
        }
        for (Batch.Found batch : found) {
            Batch acknowledged = known.at(batch.offset());
            if (acknowledged == null || !acknowledged.name().equals(batch.name())) {
                throw new AssertionError("at " + offset + " of " + directory + " was read " + batch);
            }
        }
        return !found.isEmpty() && found.get(0).offset() == offset;
    }
}
