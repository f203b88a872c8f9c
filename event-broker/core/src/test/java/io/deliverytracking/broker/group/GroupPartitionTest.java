package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.port.ManualLane;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which partition of {@code __consumer_offsets} holds a group. */
class GroupPartitionTest {

    /** The partitions are those of Apache Kafka 4.3: the absolute value of the hash, and 0 where it has none. */
    @ParameterizedTest
    @CsvSource({
        "g, 3",
        "location-consumer, 2",
        "analytics-consumer, 17",
        "db-writer, 4",
        "console-consumer, 40",
        "polygenelubricants, 0"
    })
    void aGroupLivesWhereApacheKafkaPutsIt(String groupId, int partition) {
        ManualLane lane = new ManualLane(0, new Random(1));
        GroupCoordinator groups = new GroupCoordinator(
                GroupConfig.from(Map.of()),
                lane,
                lane,
                lane,
                new FiftyPartitions(),
                new TestTopics(),
                GroupSettings.NONE);

        assertThat(groups.partitionFor(groupId)).isEqualTo(partition);
    }

    private static final class FiftyPartitions implements OffsetsTopic {

        @Override
        public int partitionCount() {
            return 50;
        }

        @Override
        public void locate(int partition, String listenerName, Answer<CoordinatorEndpoint> answer) {
            throw new UnsupportedOperationException("nobody looks for a coordinator here");
        }
    }
}
