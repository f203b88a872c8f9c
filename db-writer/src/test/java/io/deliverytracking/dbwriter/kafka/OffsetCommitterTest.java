package io.deliverytracking.dbwriter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class OffsetCommitterTest {
    private static final TopicPartition P0 = new TopicPartition("locations", 0);
    private static final TopicPartition P1 = new TopicPartition("locations", 1);

    private final OffsetCommitter committer = new OffsetCommitter();
    private final Client client = new Client();

    /** The official client's own fake, but for the answers to commits, which the test gives. */
    private static final class Client extends MockConsumer<byte[], byte[]> {
        private final List<Map<TopicPartition, OffsetAndMetadata>> sent = new ArrayList<>();
        private final Deque<OffsetCommitCallback> unanswered = new ArrayDeque<>();

        private Client() {
            super("none");
            assign(List.of(P0, P1));
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            sent.add(offsets);
            unanswered.add(callback);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            sent.add(offsets);
        }

        private void refuseNext() {
            unanswered.remove().onComplete(Map.of(), new RebalanceInProgressException());
        }

        private void acceptNext() {
            unanswered.remove().onComplete(Map.of(), null);
        }
    }

    @Test
    void whereAPartitionIsReadOnIsCommittedThoughNothingIsRead() {
        committer.resumed(P0, at(10));
        committer.commit(client);

        assertThat(client.sent).containsExactly(Map.of(P0, at(10)));
        assertThat(committer.isIdle()).isTrue();
    }

    @Test
    void aCommitThatFailedIsRepeated() {
        committer.resumed(P0, at(10));
        committer.commit(client);
        client.refuseNext();

        assertThat(committer.isIdle()).isFalse();
        committer.commit(client);
        assertThat(client.sent).containsExactly(Map.of(P0, at(10)), Map.of(P0, at(10)));
    }

    @Test
    void aNewerOneIsNotTurnedBackByOneThatFailed() {
        committer.resumed(P0, at(10));
        committer.commit(client);
        committer.resumed(P0, at(12));
        client.refuseNext();

        committer.commit(client);
        assertThat(client.sent).last().isEqualTo(Map.of(P0, at(12)));
    }

    @Test
    void neitherIsOneThatWasAcceptedMeanwhile() {
        committer.resumed(P0, at(10));
        committer.commit(client);
        committer.resumed(P0, at(12));
        committer.commit(client);
        client.refuseNext();
        client.acceptNext();

        assertThat(committer.isIdle()).isTrue();
    }

    @Test
    void whatStaysWhenOtherPartitionsGoIsCommittedLater() {
        committer.resumed(P0, at(10));
        committer.resumed(P1, at(20));
        committer.commitLast(client, List.of(P1));
        committer.commit(client);

        assertThat(client.sent).containsExactly(Map.of(P1, at(20)), Map.of(P0, at(10)));
    }

    @Test
    void whatBelongsToSomebodyElseIsNotCommitted() {
        committer.resumed(P0, at(10));
        committer.resumed(P1, at(20));
        client.assign(List.of(P1));

        committer.commit(client);
        assertThat(client.sent).containsExactly(Map.of(P1, at(20)));
    }

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset);
    }
}
