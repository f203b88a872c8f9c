package io.deliverytracking.service.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop around the official client's own stand-in, so that a rebalance comes exactly when it should. */
class PollLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TopicPartition P0 = new TopicPartition("fixes", 0);
    private static final TopicPartition P1 = new TopicPartition("fixes", 1);

    private final MockConsumer<byte[], byte[]> client = new MockConsumer<>("earliest");
    private final Sink sink = new Sink();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final PollLoop loop = new PollLoop(
            new ChannelSettings("test", List.of("fixes"), Duration.ofMillis(10), Map.of()),
            () -> client,
            new Listener(),
            sink);

    @AfterEach
    void close() {
        sink.permits.release(1_000);
        loop.close();
    }

    @Test
    void pollsAreTakenInInOrderWithTheGenerationThatTheyWereReadIn() {
        sink.permits.release(2);
        begin(P0);
        read(record(P0, 0), record(P0, 1));
        read(record(P0, 2));

        sink.awaitTaken("0:0 0:1", "0:2");
        assertThat(sink.generations).containsOnly(client.groupMetadata().generationId());
        assertThat(heard).containsExactly("assigned [fixes-0]");
    }

    @Test
    void whileNothingIsTakenInOnePollWaitsAndPausedPartitionsArePolled() {
        begin(P0);
        read(record(P0, 0));
        sink.awaitBegun(1);
        read(record(P0, 1));
        awaitPaused(P0);
        read(record(P0, 2));
        awaitPolls(3);
        assertThat(onPollingThread(() -> client.position(P0)))
                .as("position: the third is not read")
                .isEqualTo(2);

        sink.permits.release(3);

        sink.awaitTaken("0:0", "0:1", "0:2");
        awaitPaused();
    }

    @Test
    void aPartitionThatComesWhileOthersArePausedIsPausedToo() {
        begin(P0);
        read(record(P0, 0));
        sink.awaitBegun(1);
        read(record(P0, 1));
        awaitPaused(P0);

        client.schedulePollTask(() -> client.rebalance(List.of(P0, P1)));

        awaitPaused(P0, P1);
        sink.permits.release(3);
        awaitPaused();
    }

    @Test
    void whatWaitsOfAPartitionThatGoesIsTakenInByNobody() {
        begin(P0, P1);
        read(record(P0, 0));
        sink.awaitBegun(1);
        read(record(P0, 1), record(P1, 0));
        awaitPaused(P0, P1);

        client.schedulePollTask(() -> client.rebalance(List.of(P1)));
        await().atMost(PATIENCE).until(() -> heard.contains("revoked [fixes-0]"));
        sink.permits.release(2);

        sink.awaitTaken("0:0", "1:0");
    }

    @Test
    void aPollThatFailsIsTriedAgain() {
        sink.permits.release(1);
        begin(P0);
        client.schedulePollTask(() -> client.setPollException(new KafkaException("not now")));
        read(record(P0, 0));

        sink.awaitTaken("0:0");
        assertThat(sink.fault).isNotDone();
    }

    @Test
    void afterAFaultOfTheSinkNothingMoreIsTakenIn() throws Exception {
        RuntimeException fault = new IllegalStateException("broken");
        sink.breaksWith = fault;
        begin(P0);
        read(record(P0, 0));

        assertThat(sink.fault.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isSameAs(fault);
        read(record(P0, 1));
        awaitPolls(3);
        assertThat(sink.begun).hasValue(1);
    }

    @Test
    void whatTheClientRefusesAnotherThreadHasNoConsequenceAndAnyOtherFaultStops() throws Exception {
        begin(P0);
        loop.onPollingThread(refused -> {
            throw new FencedInstanceIdException("not you");
        });
        awaitPolls(2);
        assertThat(sink.fault).isNotDone();

        AssertionError broken = new AssertionError("broken");
        loop.onPollingThread(thrown -> {
            throw broken;
        });
        assertThat(sink.fault.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isSameAs(broken);
        await().atMost(PATIENCE).until(client::closed);
    }

    @Test
    void theSameActionAskedForTwiceBeforeItIsDoneIsDoneOnce() {
        AtomicInteger done = new AtomicInteger();
        Reading.ClientAction action = asked -> done.incrementAndGet();
        loop.onPollingThread(action);
        loop.onPollingThread(action);
        begin(P0);
        awaitPolls(2);
        assertThat(done).hasValue(1);

        loop.onPollingThread(action);
        await().atMost(PATIENCE).untilAtomic(done, value -> assertThat(value).isEqualTo(2));
    }

    @Test
    void theClientIsClosedAfterThePollThatIsBeingTakenIn() {
        CompletableFuture<Boolean> closedMeanwhile = new CompletableFuture<>();
        sink.whileTaking = () -> closedMeanwhile.complete(becomesTrueWithin(Duration.ofMillis(500), client::closed));
        sink.permits.release(1);
        begin(P0);
        read(record(P0, 0));
        sink.awaitBegun(1);

        loop.close();

        assertThat(closedMeanwhile).isCompletedWithValue(false);
        assertThat(client.closed()).isTrue();
    }

    private void begin(TopicPartition... partitions) {
        client.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        client.schedulePollTask(() -> client.rebalance(List.of(partitions)));
        loop.begin();
        awaitPolls(1);
    }

    /** Has one poll find these. */
    @SafeVarargs
    private void read(ConsumerRecord<byte[], byte[]>... records) {
        client.schedulePollTask(() -> List.of(records).forEach(client::addRecord));
        awaitPolls(1);
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null);
    }

    /** A stand-in does one of its tasks a poll. */
    private void awaitPolls(int polls) {
        CountDownLatch polled = new CountDownLatch(polls);
        for (int i = 0; i < polls; i++) {
            client.schedulePollTask(polled::countDown);
        }
        await().atMost(PATIENCE).until(() -> polled.getCount() == 0);
    }

    private void awaitPaused(TopicPartition... partitions) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(onPollingThread(client::paused)).containsExactlyInAnyOrder(partitions));
    }

    private <T> T onPollingThread(java.util.function.Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.onPollingThread(asked -> answer.complete(question.get()));
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static boolean becomesTrueWithin(Duration time, java.util.function.BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - startNs < time.toNanos()) {
            Thread.onSpinWait();
        }
        return condition.getAsBoolean();
    }

    private final class Listener implements KafkaConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Consumer<?, ?> told, Collection<TopicPartition> partitions) {
            heard.add("assigned " + partitions);
        }

        @Override
        public void onPartitionsRevoked(Consumer<?, ?> told, Collection<TopicPartition> partitions) {
            heard.add("revoked " + partitions);
        }
    }

    /** Needs a permit for each poll. */
    private static final class Sink implements PollSink {
        private final Semaphore permits = new Semaphore(0);
        private final AtomicInteger begun = new AtomicInteger();
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final List<Integer> generations = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Throwable> fault = new CompletableFuture<>();
        private volatile Runnable whileTaking = () -> {};
        private volatile RuntimeException breaksWith;

        @Override
        public void take(ConsumerRecords<byte[], byte[]> poll, int generation) {
            begun.incrementAndGet();
            if (breaksWith != null) {
                throw breaksWith;
            }
            permits.acquireUninterruptibly();
            whileTaking.run();
            List<String> places = new ArrayList<>();
            poll.forEach(record -> places.add(record.partition() + ":" + record.offset()));
            generations.add(generation);
            taken.add(String.join(" ", places));
        }

        @Override
        public void stop(Throwable thrown) {
            fault.complete(thrown);
        }

        void awaitBegun(int polls) {
            await().atMost(PATIENCE).until(() -> begun.get() == polls);
        }

        void awaitTaken(String... polls) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).containsExactly(polls));
        }
    }
}
