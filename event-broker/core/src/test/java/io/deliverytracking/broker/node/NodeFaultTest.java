package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node on a disk that fails, forgets, or gives back other bytes than were written. */
class NodeFaultTest {

    private static final int SMALLEST_OFFSETS_LOG = 100;

    private final NodeFixture broker = new NodeFixture(Map.of(
            "offsets.topic.num.partitions",
            "1",
            "offsets.log.smallest.records",
            Integer.toString(SMALLEST_OFFSETS_LOG)));

    @Test
    void aLogThatLostTheNameOfItsTopicIsKept() {
        broker.createTopic();
        broker.append(10);
        broker.kill();
        broker.disk.directory().directory("riders-0").deleteFile("partition.metadata");

        broker.start();

        assertThat(broker.partition().log().logEndOffset()).isEqualTo(1);
    }

    @Test
    void aPowerFailureTakesNoTopicsNameFromItsLog() {
        broker.createTopic();
        broker.powerFailure();

        assertThat(broker.disk.contents("riders-0/partition.metadata")).isNotEmpty();
    }
}
