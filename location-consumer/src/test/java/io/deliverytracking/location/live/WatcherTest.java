package io.deliverytracking.location.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.domain.FixBatch;
import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.Retention;
import io.deliverytracking.location.domain.RiderStatus;
import io.deliverytracking.location.frame.CellCounts;
import io.deliverytracking.location.frame.DecodedFrame;
import io.deliverytracking.location.frame.FrameWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WatcherTest {

    private static final long STALL_TIMEOUT_NS = 1_000;
    private static final long SHORTEST_INTERVAL_NS = 100;
    private static final GeoBox BOX = new GeoBox(0, 0, 100, 100);
    private static final Subscription MAP_RIDERS = new Subscription.OfMapRiders(7, BOX, 100, 100);

    /** Two messages about an unknown rider are more. */
    private static final long MAX_UNREAD_BYTES = 60;

    private final LiveMap map =
            new LiveMap(100_000, new Retention(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    private boolean restored = true;
    private final PushStatistics statistics = new PushStatistics(new SimpleMeterRegistry());
    private final Sources sources = new Sources(
            map,
            new LiveMessages(new ObjectMapper()),
            new LatestImage(map),
            new FrameWriter(100, 100),
            new CellCounts(100),
            statistics,
            () -> restored);
    private final Client client = new Client();
    private final Unread unread = new Unread(MAX_UNREAD_BYTES);
    private final Watcher watcher = watcher(client);

    /** A client that takes messages when the test says so. */
    private static final class Client implements Outbox {
        private final List<String> messages = new ArrayList<>();
        private final List<byte[]> frames = new ArrayList<>();
        private CompletableFuture<Void> reading = new CompletableFuture<>();
        private int closedWith;

        @Override
        public CompletionStage<?> send(String text) {
            messages.add(text);
            reading = new CompletableFuture<>();
            return reading;
        }

        @Override
        public CompletionStage<?> send(byte[] bytes) {
            frames.add(bytes);
            reading = new CompletableFuture<>();
            return reading;
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }

        private void takesTheMessage() {
            reading.complete(null);
        }

        private String last() {
            return messages.get(messages.size() - 1);
        }
    }

    @Test
    void whoWatchesNothingGetsNothing() {
        move(7, 1);
        watcher.onTick(0, 0);
        assertThat(client.messages).isEmpty();
    }

    @Test
    void theFirstMessageComesAtOnceThoughTheRiderIsUnknown() {
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        watcher.onTick(0, 5);
        assertThat(client.messages)
                .containsExactly("{\"v\":1,\"type\":\"rider\",\"atMs\":5,\"skipped\":0,\"riderId\":7}");
    }

    @Test
    void nothingIsSentWhileNothingChanges() {
        move(7, 1);
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        watcher.onTick(0, 0);
        client.takesTheMessage();
        move(8, 1);
        watcher.onTick(1, 1);
        assertThat(client.messages).hasSize(1);
        move(7, 2);
        watcher.onTick(2, 2);
        assertThat(client.messages).hasSize(2);
    }

    @Test
    void aClientThatDoesNotReadHasOneMessageUnderWayAndThenGetsTheNewestState() {
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        move(7, 1);
        watcher.onTick(0, 0);
        for (int tick = 1; tick <= 50; tick++) {
            move(7, 1 + tick);
            watcher.onTick(tick, tick);
        }
        assertThat(client.messages).hasSize(1);
        client.takesTheMessage();
        watcher.onTick(51, 51);
        assertThat(client.messages).hasSize(2);
        assertThat(client.last()).contains("\"sequence\":51").contains("\"skipped\":50");
    }

    @Test
    void aClientThatNeverReadsIsDisconnected() {
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        watcher.onTick(0, 0);
        watcher.onTick(STALL_TIMEOUT_NS, 0);
        assertThat(client.closedWith).isZero();
        watcher.onTick(STALL_TIMEOUT_NS + 1, 0);
        assertThat(client.closedWith).isEqualTo(Watcher.TRY_AGAIN_LATER);
        client.takesTheMessage();
        watcher.onTick(STALL_TIMEOUT_NS + 2, 0);
        assertThat(client.messages).hasSize(1);
    }

    /** The close frame waits behind what it does not read, so its connection may be there for a while yet. */
    @Test
    void whatADisconnectedClientHasNotReadHoldsUpNobody() {
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        watcher.onTick(0, 0);
        Watcher another = watcher(new Client());
        another.watch(feed(new Subscription.OfRider(7, 100)));
        another.onTick(STALL_TIMEOUT_NS, 0);
        assertThat(unread.isTooMuch()).isTrue();

        watcher.onTick(STALL_TIMEOUT_NS + 1, 0);

        assertThat(unread.isTooMuch()).isFalse();
    }

    @Test
    void aNewSubscriptionReplacesTheOldOneAndIsAnsweredAtOnce() {
        move(7, 1);
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        watcher.onTick(0, 0);
        client.takesTheMessage();
        watcher.watch(feed(new Subscription.OfBox(new GeoBox(0, 0, 100, 100), 10, 100)));
        watcher.onTick(1, 1);
        assertThat(client.last()).contains("\"type\":\"box\"").contains("\"total\":1");
        client.takesTheMessage();
        watcher.watch(null);
        move(7, 2);
        watcher.onTick(2, 2);
        assertThat(client.messages).hasSize(2);
    }

    @Test
    void aBoxIsSentWheneverAnybodyMoved() {
        watcher.watch(feed(new Subscription.OfBox(new GeoBox(0, 0, 100, 100), 10, 100)));
        watcher.onTick(0, 0);
        assertThat(client.last()).contains("\"total\":0,\"riders\":[]");
        client.takesTheMessage();
        move(7, 1);
        watcher.onTick(1, 1);
        assertThat(client.last()).contains("\"total\":1").contains("\"riderId\":7");
    }

    @Test
    void subscribingAgainIsNoWayRoundTheShortestInterval() {
        assertThat(watcher.restNs(5)).isZero();
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        watcher.onTick(5, 0);
        watcher.watch(feed(new Subscription.OfRider(8, 100)));
        assertThat(watcher.restNs(6)).isEqualTo(SHORTEST_INTERVAL_NS - 1);
        assertThat(watcher.restNs(5 + SHORTEST_INTERVAL_NS)).isZero();
        assertThat(watcher.restNs(5_000)).isZero();
    }

    @Test
    void aClientThatDoesNotReadOfItsFaultsIsToldOfOneAtATime() {
        for (int fault = 1; fault <= 100; fault++) {
            watcher.tell("fault " + fault);
        }
        assertThat(client.messages).containsExactly("fault 1");
        client.takesTheMessage();
        watcher.tell("fault 101");
        assertThat(client.messages).containsExactly("fault 1", "fault 101");
    }

    @Test
    void whatAllClientsHaveNotReadIsBounded() {
        Client second = new Client();
        Client third = new Client();
        Watcher ofSecond = watcher(second);
        Watcher ofThird = watcher(third);
        for (Watcher each : List.of(watcher, ofSecond, ofThird)) {
            each.watch(feed(new Subscription.OfRider(7, 100)));
            each.onTick(0, 0);
        }
        assertThat(client.messages).hasSize(1);
        assertThat(second.messages).hasSize(1);
        assertThat(third.messages).as("there is too much under way").isEmpty();
        client.takesTheMessage();
        ofThird.onTick(1, 1);
        assertThat(third.messages).hasSize(1);
        assertThat(third.last()).contains("\"skipped\":1");
    }

    @Test
    void whatAClientThatLeftHadNotReadCountsNoLonger() {
        Watcher another = watcher(new Client());
        for (Watcher each : List.of(watcher, another)) {
            each.watch(feed(new Subscription.OfRider(7, 100)));
            each.onTick(0, 0);
        }
        assertThat(unread.isTooMuch()).isTrue();
        watcher.end();
        assertThat(unread.isTooMuch()).isFalse();
        client.takesTheMessage();
        another.end();
        another.onTick(1, 1);
        assertThat(unread).usingRecursiveComparison().isEqualTo(new Unread(MAX_UNREAD_BYTES));
    }

    @Test
    void aClientOfTheMapThatDoesNotReadHasOneFrameUnderWayAndThenAllThatChanged() {
        watcher.watch(feed(MAP_RIDERS));
        move(7, 1);
        move(8, 1);
        watcher.onTick(0, 0);
        assertThat(frame(0).type()).isEqualTo(1);
        for (int tick = 1; tick <= 50; tick++) {
            move(7, 1 + tick);
            watcher.onTick(tick, tick * 100L);
        }
        assertThat(client.frames).hasSize(1);
        client.takesTheMessage();
        watcher.onTick(51, 5_100);
        assertThat(client.frames).hasSize(2);
        assertThat(frame(1).number()).isEqualTo(1);
        assertThat(frame(1).riders()).containsOnlyKeys(7);
        assertThat(frame(1).conflated()).isEqualTo(49);
        assertThat(statistics.view().skipped()).isEqualTo(50);
    }

    @Test
    void nothingIsLostThatHappensWhileAllClientsHaveTooMuchUnread() {
        move(7, 1);
        watcher.watch(feed(MAP_RIDERS));
        watcher.onTick(0, 100);
        assertThat(client.frames).hasSize(1);
        client.takesTheMessage();
        unread.add(MAX_UNREAD_BYTES);
        move(7, 2);
        move(8, 1);
        watcher.onTick(1, 200);
        assertThat(client.frames).as("there is too much under way").hasSize(1);
        unread.remove(MAX_UNREAD_BYTES);
        watcher.onTick(2, 300);
        assertThat(frame(1).riders()).containsOnlyKeys(7, 8);
        assertThat(frame(1).conflated()).isZero();
    }

    @Test
    void aChangeThatTheSharedImageDoesNotHaveYetIsSentLater() {
        watcher.watch(feed(MAP_RIDERS));
        watcher.onTick(0, 1_000);
        client.takesTheMessage();
        move(7, 1);
        watcher.onTick(1, 1_001);
        assertThat(client.frames).as("the image of a moment ago serves").hasSize(1);
        watcher.onTick(2, 1_100);
        assertThat(frame(1).riders()).containsOnlyKeys(7);
    }

    @Test
    void aClockThatIsSetBackHoldsNoFrameUp() {
        watcher.watch(feed(MAP_RIDERS));
        watcher.onTick(0, 100_000);
        client.takesTheMessage();
        move(7, 1);
        watcher.onTick(1, 50_000);
        assertThat(frame(1).riders()).containsOnlyKeys(7);
        assertThat(frame(1).atMs()).isEqualTo(50_000);
    }

    @Test
    void whileTheMapIsRestoredItsClientsWaitAndThoseOfOneRiderDoNot() {
        restored = false;
        move(7, 1);
        watcher.watch(feed(MAP_RIDERS));
        watcher.onTick(0, 0);
        assertThat(client.frames).isEmpty();
        Client other = new Client();
        Watcher ofRider = watcher(other);
        ofRider.watch(feed(new Subscription.OfRider(7, 100)));
        ofRider.onTick(0, 0);
        assertThat(other.messages).hasSize(1);
        other.takesTheMessage();
        restored = true;
        watcher.onTick(1, 100);
        assertThat(frame(0).riders()).containsOnlyKeys(7);
    }

    @Test
    void whatWasPushedIsCounted() {
        move(7, 1);
        move(8, 1);
        watcher.watch(feed(MAP_RIDERS));
        watcher.onTick(0, 1_500);
        client.takesTheMessage();
        watcher.watch(feed(new Subscription.OfMapCells(1, BOX, 2, 2, 100)));
        watcher.onTick(1, 1_600);
        client.takesTheMessage();
        watcher.watch(feed(new Subscription.OfRider(7, 100)));
        watcher.onTick(2, 1_700);
        PushStatistics.View view = statistics.view();
        assertThat(view.messages()).isEqualTo(3);
        assertThat(view.frames()).isEqualTo(2);
        assertThat(view.positions()).isEqualTo(2);
        assertThat(view.bytes())
                .isEqualTo(client.frames.get(0).length
                        + client.frames.get(1).length
                        + client.last().length());
    }

    private DecodedFrame frame(int index) {
        return DecodedFrame.of(client.frames.get(index));
    }

    private Watcher watcher(Outbox outbox) {
        return new Watcher(
                outbox, Runnable::run, new Watcher.Limits(STALL_TIMEOUT_NS, SHORTEST_INTERVAL_NS), unread, statistics);
    }

    private Feed feed(Subscription subscription) {
        return subscription.open(sources);
    }

    private void move(int riderId, int sequence) {
        FixBatch fix = new FixBatch(1);
        fix.next(riderId, 1, sequence, 1_000).at(50, 50, 1_000).moving(0, 0, 5, RiderStatus.IDLE);
        map.accept(fix);
    }
}
