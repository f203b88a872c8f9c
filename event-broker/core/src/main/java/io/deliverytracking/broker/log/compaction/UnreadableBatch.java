package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.BatchReader;
import io.deliverytracking.broker.log.CorruptLogException;
import io.deliverytracking.broker.log.SealedSegment;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Says where a batch lies whose checksum is right and whose records nobody can read: a producer made it so. */
final class UnreadableBatch {

    private UnreadableBatch() {}

    /** The outcome of {@code reading} the current batch; {@link CorruptLogException} if its records cannot be read. */
    static <T> T guard(SealedSegment segment, BatchReader reader, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (KafkaException e) {
            throw new CorruptLogException(
                    segment.path(),
                    reader.position(),
                    "the records of the batch at offset " + reader.batch().baseOffset() + " cannot be read: "
                            + e.getMessage());
        }
    }
}
