package io.deliverytracking.broker.node;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.Timers;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.replication.Partition;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes whoever waits for a partition, once for everything that happened in one turn of the lane.
 *
 * <p>A produce request that appends to twelve partitions would otherwise wake a consumer at the first, answer it with
 * one twelfth, and have it ask again. Waking when the lane has read all its sockets gives it all twelve, and what other
 * producers sent meanwhile.
 *
 * <p>Threading: confined to the lane.
 */
final class Progress implements Partition.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Timers timers;
    private final Purgatory<Partition> purgatory;
    private final Consumer<Partition> onOffline;
    // In the order in which they moved.
    private Set<Partition> moved = new LinkedHashSet<>();

    Progress(Timers timers, Purgatory<Partition> purgatory, Consumer<Partition> onOffline) {
        this.timers = timers;
        this.purgatory = purgatory;
        this.onOffline = onOffline;
    }

    @Override
    public void onProgress(Partition partition) {
        if (moved.isEmpty()) {
            timers.schedule(0, this::wake);
        }
        moved.add(partition);
    }

    private void wake() {
        Set<Partition> woken = moved;
        moved = new LinkedHashSet<>();
        woken.forEach(purgatory::wake);
    }

    @Override
    public void onOffline(Partition partition, StorageException failure) {
        LOG.atError()
                .addKeyValue("partition", partition.topicPartition())
                .addKeyValue("path", failure.path())
                .setCause(failure)
                .log("Partition goes offline: its disk failed");
        timers.schedule(0, () -> onOffline.accept(partition));
    }
}
