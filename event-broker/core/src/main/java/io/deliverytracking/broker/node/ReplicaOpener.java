package io.deliverytracking.broker.node;

import io.deliverytracking.broker.log.InconsistentTopicIdException;
import io.deliverytracking.broker.log.InvalidLogConfigException;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.metadata.MetadataDelta;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.MetadataListener;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.metadata.TopicConfigs;
import io.deliverytracking.broker.metadata.TopicImage;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.Timers;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the partitions that this broker serves in step with the metadata: opens logs of new partitions, deletes those
 * of deleted topics, hands new leader epochs and configurations on.
 *
 * <p>Invariant: after {@link #onMetadataChange} every partition whose replicas name this broker is in
 * {@link Partitions}, unless its disk failed; and nothing else is.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Failure: a partition whose files can't be made, as on a full disk, is tried again, after {@value #FIRST_RETRY_MS} ms and
 * then more and more rarely, at least every {@value #LONGEST_RETRY_MS} ms, until it is there or its topic is gone. One whose
 * files are in doubt stays offline until the next start.
 */
final class ReplicaOpener implements MetadataListener {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaOpener.class);

    static final int FIRST_RETRY_MS = 1_000;
    static final int LONGEST_RETRY_MS = 30_000;

    private final int nodeId;
    private final LogRegistry logs;
    private final TopicConfigs topicConfigs;
    private final Partitions partitions;
    private final Purgatory<Partition> purgatory;
    private final Partition.Listener listener;
    private final Consumer<TopicImage> onOpenedLate;
    private final Retry retry;
    /** Partitions whose files could not be made yet. */
    private final Set<TopicIdPartition> unopened = new LinkedHashSet<>();

    private MetadataImage image = MetadataImage.EMPTY;
    private boolean readOnly;

    /**
     * An opener that knows of no topic yet.
     *
     * @param onOpenedLate hears of topics of which a partition is served that was not, and nothing else of the metadata changed
     */
    ReplicaOpener(
            int nodeId,
            LogRegistry logs,
            TopicConfigs topicConfigs,
            Partitions partitions,
            Purgatory<Partition> purgatory,
            Partition.Listener listener,
            Timers timers,
            Consumer<TopicImage> onOpenedLate) {
        this.nodeId = nodeId;
        this.logs = logs;
        this.topicConfigs = topicConfigs;
        this.partitions = partitions;
        this.purgatory = purgatory;
        this.listener = listener;
        this.onOpenedLate = onOpenedLate;
        this.retry = new Retry(timers, FIRST_RETRY_MS, LONGEST_RETRY_MS);
    }

    @Override
    public void onMetadataChange(MetadataDelta delta) {
        image = delta.after();
        delta.deleted().forEach(this::delete);
        TopicConfigs inForce = topicConfigs.in(delta.after());
        List<Partition> opened = new ArrayList<>();
        for (TopicImage topic : delta.created()) {
            open(topic, inForce, delta.after(), opened);
        }
        for (TopicImage topic : delta.changed()) {
            open(topic, inForce, delta.after(), opened);
        }
        serve(opened);
        if (inForce.hasDefaultsOf(topicConfigs.in(delta.before()))) {
            delta.reconfigured().forEach(topic -> reconfigure(topic, inForce, delta.after()));
        } else {
            delta.after().topics().forEach(topic -> reconfigure(topic.name(), inForce, delta.after()));
        }
    }

    /**
     * Deletes logs that no topic of {@code image} owns: their topic was deleted while this broker was down.
     *
     * <p>A log that doesn't know its topic's id, because a power failure took the file, belongs to the topic of its name.
     */
    void deleteStrays(MetadataImage image) {
        List<TopicPartition> strays = new ArrayList<>();
        for (PartitionLog log : logs.all()) {
            int index = log.topicPartition().partition();
            PartitionImage known = log.topicId().equals(Uuid.ZERO_UUID)
                    ? image.partition(log.topicPartition().topic(), index)
                    : image.partition(log.topicId(), index);
            if (known == null || !known.replicas().contains(nodeId)) {
                strays.add(log.topicPartition());
            }
        }
        for (TopicPartition stray : strays) {
            LOG.atInfo().addKeyValue("partition", stray).log("Deleting the log of a topic that is gone");
        }
        logs.delete(strays);
    }

    /** Whether appends are refused, in the partitions served now and in those to come. */
    void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
        partitions.all().forEach(partition -> partition.setReadOnly(readOnly));
    }

    /** Opens nothing more by itself. */
    void stop() {
        retry.stop();
    }

    private void delete(TopicImage topic) {
        unopened.removeIf(partition -> partition.topicId().equals(topic.id()));
        for (Partition partition : partitions.remove(topic.id())) {
            partition.retire();
            purgatory.wake(partition);
            purgatory.forget(partition);
        }
        logs.delete(logsOf(topic));
    }

    /**
     * The logs of a topic, of partitions that are not served, too: one that lost its topic's id, and could not be given it again,
     * would pass for the log of the next topic of that name.
     */
    private List<TopicPartition> logsOf(TopicImage topic) {
        List<TopicPartition> found = new ArrayList<>();
        for (PartitionImage known : topic.partitions()) {
            TopicPartition partition = new TopicPartition(topic.name(), known.partition());
            PartitionLog log = logs.find(partition);
            if (log != null
                    && (log.topicId().equals(topic.id()) || log.topicId().equals(Uuid.ZERO_UUID))) {
                found.add(partition);
            }
        }
        return found;
    }

    /** Opens the partitions that are not served yet and adds them to {@code opened}; tells the others what is new. */
    private void open(TopicImage topic, TopicConfigs inForce, MetadataImage image, List<Partition> opened) {
        LogConfig config = configOf(topic.name(), inForce, image);
        if (config == null) {
            return;
        }
        for (PartitionImage wanted : topic.partitions()) {
            if (!wanted.replicas().contains(nodeId)) {
                continue;
            }
            Partition known = partitions.find(topic.id(), wanted.partition());
            if (known == null) {
                openOne(topic, wanted, config, opened);
            } else {
                known.apply(wanted);
            }
        }
    }

    private void openOne(TopicImage topic, PartitionImage wanted, LogConfig config, List<Partition> opened) {
        TopicPartition partition = new TopicPartition(topic.name(), wanted.partition());
        TopicIdPartition identity = new TopicIdPartition(topic.id(), partition);
        PartitionLog log;
        try {
            log = logs.getOrCreate(partition, topic.id(), config);
        } catch (StorageException | InconsistentTopicIdException e) {
            onNotOpened(identity, e, e instanceof StorageException && !logs.isOffline(partition));
            return;
        }
        if (unopened.remove(identity)) {
            LOG.atInfo().addKeyValue("partition", partition).log("The disk has taken the partition's files");
        }
        log.updateConfig(config);
        Partition served = new Partition(partition, topic.id(), nodeId, log, wanted, listener);
        served.setReadOnly(readOnly);
        opened.add(served);
    }

    private void onNotOpened(TopicIdPartition partition, RuntimeException cause, boolean mayBeTriedAgain) {
        if (!mayBeTriedAgain || unopened.add(partition)) {
            LOG.atError()
                    .addKeyValue("partition", partition.topicPartition())
                    .setCause(cause)
                    .log(
                            mayBeTriedAgain
                                    ? "Partition is not served until the disk takes its files: make room on it"
                                    : "Partition stays offline: its log can't be opened");
        }
        if (mayBeTriedAgain) {
            retry.schedule(this::openLate);
        }
    }

    /** Tries once more what could not be made. */
    private void openLate() {
        TopicConfigs inForce = topicConfigs.in(image);
        List<Partition> opened = new ArrayList<>();
        List.copyOf(unopened).forEach(missing -> openAgain(missing, inForce, opened));
        serve(opened);
        Set<Uuid> topics = new LinkedHashSet<>();
        opened.forEach(partition -> topics.add(partition.topicId()));
        for (Uuid id : topics) {
            TopicImage topic = image.topic(id);
            if (topic != null) {
                onOpenedLate.accept(topic);
            }
        }
        if (unopened.isEmpty()) {
            retry.onSuccess();
        }
    }

    private void openAgain(TopicIdPartition missing, TopicConfigs inForce, List<Partition> opened) {
        TopicImage topic = image.topic(missing.topicId());
        PartitionImage wanted = topic == null ? null : topic.partition(missing.partition());
        if (topic == null || wanted == null) {
            return;
        }
        LogConfig config = configOf(topic.name(), inForce, image);
        if (config != null) {
            openOne(topic, wanted, config, opened);
        }
    }

    private void serve(List<Partition> opened) {
        try {
            logs.forceNew();
        } catch (StorageException e) {
            LOG.atError().setCause(e).log("New partitions stay offline: their directories can't be forced to disk");
        }
        for (Partition partition : opened) {
            if (logs.find(partition.topicPartition()) != null) {
                partitions.add(partition);
            }
        }
    }

    /** Null if a newer version of this program has set what this one does not know: the topic's partitions stay offline. */
    private static @Nullable LogConfig configOf(String topicName, TopicConfigs inForce, MetadataImage image) {
        try {
            return inForce.logConfig(image.topicConfigs(topicName));
        } catch (InvalidLogConfigException e) {
            LOG.atError()
                    .addKeyValue("topic", topicName)
                    .setCause(e)
                    .log("Topic stays as it is, or offline: its configuration can't be understood");
            return null;
        }
    }

    private void reconfigure(String topicName, TopicConfigs inForce, MetadataImage image) {
        TopicImage topic = image.topic(topicName);
        if (topic == null) {
            return;
        }
        LogConfig config = configOf(topicName, inForce, image);
        if (config == null) {
            return;
        }
        for (PartitionImage reconfigured : topic.partitions()) {
            Partition partition = partitions.find(topic.id(), reconfigured.partition());
            if (partition != null) {
                partition.log().updateConfig(config);
            }
        }
    }
}
