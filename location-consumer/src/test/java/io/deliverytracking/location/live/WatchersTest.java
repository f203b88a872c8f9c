package io.deliverytracking.location.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.config.TestConfig;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.Retention;
import io.deliverytracking.location.kafka.AppliedPositions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RIDER = "{\"v\":1,\"subscribe\":\"rider\",\"riderId\":7}";
    private static final String MAP = "{\"v\":1,\"subscribe\":\"map\",\"id\":1,\"south\":0,\"west\":0,\"north\":1,"
            + "\"east\":1,\"mode\":\"riders\"}";
    private static final String NONSENSE = "nonsense";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final PushStatistics statistics = new PushStatistics(registry);
    private final Watchers watchers = new Watchers(
            new LiveMap(100_000, new Retention(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1))),
            new ObjectMapper(),
            TestConfig.with(Map.of(
                    "location.live.max-clients", "2",
                    "location.live.max-map-clients", "1",
                    "location.live.min-interval", "1m",
                    "location.live.default-interval", "1m")),
            new AppliedPositions(),
            statistics,
            registry);

    /** A client whose socket takes messages at once, or never. */
    private static final class Client implements Outbox {
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final List<byte[]> frames = new CopyOnWriteArrayList<>();
        private final CompletionStage<?> taken;

        private Client(CompletionStage<?> taken) {
            this.taken = taken;
        }

        static Client listening() {
            return new Client(CompletableFuture.completedFuture(null));
        }

        static Client deaf() {
            return new Client(new CompletableFuture<>());
        }

        @Override
        public CompletionStage<?> send(String text) {
            messages.add(text);
            return taken;
        }

        @Override
        public CompletionStage<?> send(byte[] bytes) {
            frames.add(bytes);
            return taken;
        }

        @Override
        public void close(int code, String reason) {}

        private long count(String type) {
            return messages.stream()
                    .filter(message -> message.contains("\"type\":\"" + type + "\""))
                    .count();
        }
    }

    @AfterEach
    void close() {
        watchers.close();
    }

    @Test
    void aClientThatTalksNonsenseAndDoesNotListenHasOneAnswerUnderWay() {
        Client deaf = Client.deaf();
        Client other = Client.listening();
        watchers.add("deaf", deaf);
        watchers.add("other", other);
        for (int i = 0; i < 10_000; i++) {
            watchers.onMessage("deaf", NONSENSE);
        }
        // The thread looks after one client after the other: once this one has its answer, the first has had all of
        // its.
        watchers.onMessage("other", NONSENSE);
        await().atMost(PATIENCE).until(() -> other.count("error") == 1);
        assertThat(deaf.messages).hasSize(1);
    }

    @Test
    void aClientThatSubscribesAgainAndAgainHearsNoMoreOften() {
        Client client = Client.listening();
        watchers.add("client", client);
        watchers.onMessage("client", RIDER);
        await().atMost(PATIENCE).until(() -> client.count("rider") == 1);
        for (int i = 0; i < 1_000; i++) {
            watchers.onMessage("client", RIDER);
        }
        watchers.onMessage("client", NONSENSE);
        await().atMost(PATIENCE).until(() -> client.count("error") == 1);
        assertThat(client.count("rider")).isEqualTo(1);
    }

    @Test
    void clientsOfTheMapAreBoundedOnTheirOwn() {
        Client first = Client.listening();
        Client second = Client.listening();
        watchers.add("first", first);
        watchers.add("second", second);
        watchers.onMessage("first", MAP);
        watchers.onMessage("second", MAP);
        await().atMost(PATIENCE).until(() -> second.count("error") == 1);
        assertThat(second.messages.get(0)).contains("there are 1 clients of the map already");
        assertThat(statistics.view().clients())
                .containsEntry(WatchMode.MAP_RIDERS, 1)
                .containsEntry(WatchMode.RIDER, 0);
        watchers.onMessage("first", RIDER);
        await().atMost(PATIENCE).until(() -> first.count("rider") == 1);
        assertThat(statistics.view().clients())
                .containsEntry(WatchMode.MAP_RIDERS, 0)
                .containsEntry(WatchMode.RIDER, 1);
        watchers.onMessage("second", MAP);
        await().atMost(PATIENCE).until(() -> statistics.mapClients() == 1);
        watchers.remove("second");
        await().atMost(PATIENCE).until(() -> statistics.mapClients() == 0);
    }

    @Test
    void aClientThatLeavesMakesRoomForAnother() {
        assertThat(watchers.add("first", Client.listening())).isTrue();
        assertThat(watchers.add("second", Client.listening())).isTrue();
        assertThat(watchers.add("third", Client.listening())).isFalse();
        watchers.remove("third");
        assertThat(watchers.add("third", Client.listening())).isFalse();
        watchers.remove("first");
        assertThat(watchers.add("third", Client.listening())).isTrue();
    }
}
