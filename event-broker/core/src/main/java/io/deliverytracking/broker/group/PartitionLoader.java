package io.deliverytracking.broker.group;

import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;

/**
 * Reads one partition of {@code __consumer_offsets} from its beginning, for a shard to start from.
 *
 * <p>Threading: the lane of the partition.
 */
public interface PartitionLoader {

    /**
     * Passes every record, in order, to {@code sink}, and then calls {@code completion}: with
     * {@link Errors#NONE} once the high watermark is past everything passed on, else with what went wrong.
     *
     * <p>Both are called on the lane, in pieces if that keeps the lane responsive, possibly before this method
     * returns. Nothing is appended to the partition before the completion.
     */
    void load(Consumer<CoordinatorRecord> sink, Consumer<Errors> completion);
}
