package io.deliverytracking.location.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FleetImageTest {

    private static final int RIDERS = 20_000;

    private final LiveMap map =
            new LiveMap(100_000, new Retention(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
    private final FleetImage image = new FleetImage();

    @Test
    void ranksAscendByRiderIdWhateverTheOrderOfArrival() {
        Random random = new Random(1);
        for (int batch = 0; batch < 40; batch++) {
            Fixes fixes = Fixes.fixes();
            for (int i = 0; i < 100; i++) {
                fixes.rider(1 + random.nextInt(Integer.MAX_VALUE - 1), 1, 0, 1, 1);
            }
            map.accept(fixes.batch());
            map.refresh(image, batch);
            assertThat(image.count()).isEqualTo(map.statistics().riders());
            for (int rank = 1; rank < image.count(); rank++) {
                assertThat(image.riderId(image.indexAt(rank))).isGreaterThan(image.riderId(image.indexAt(rank - 1)));
            }
        }
    }

    @Test
    void aMarkMovesByOneWithEveryFixAndRoundTheEndWithoutZero() {
        map.accept(Fixes.fixes().rider(7, 1, 0, 1, 1).batch());
        map.refresh(image, 0);
        int index = image.indexAt(0);
        char first = image.mark(index);
        assertThat(first).isEqualTo((char) 1);
        Fixes fixes = Fixes.fixes();
        int more = FleetImage.MARKS - 1;
        for (int sequence = 1; sequence <= more; sequence++) {
            fixes.rider(7, 1, sequence, 1, 1);
        }
        map.accept(fixes.batch());
        map.refresh(image, 0);
        char last = image.mark(index);
        assertThat(last).isEqualTo((char) FleetImage.MARKS);
        assertThat(FleetImage.fixesBetween(first, last)).isEqualTo(more);
        map.accept(Fixes.fixes()
                .rider(7, 1, more + 1, 1, 1)
                .rider(7, 1, more + 2, 1, 1)
                .batch());
        map.refresh(image, 0);
        assertThat(image.mark(index)).isEqualTo((char) 2);
        assertThat(FleetImage.fixesBetween(last, image.mark(index))).isEqualTo(2);
    }

    @Test
    void positionsAreWholeAndNeverGoBackWhileTheFeedGoesOn() throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        feed(0);
        map.refresh(image, 0);
        CompletableFuture<Void> feed = CompletableFuture.runAsync(() -> {
            for (int sequence = 1; running.get(); sequence++) {
                feed(sequence);
            }
        });
        int[] seen = new int[RIDERS + 1];
        try {
            for (int look = 0; look < 200; look++) {
                map.refresh(image, look);
                lookAtAll(seen);
            }
        } finally {
            running.set(false);
            feed.get();
        }
        map.refresh(image, 0);
        lookAtAll(seen);
        for (int rider = 1; rider <= RIDERS; rider += 97) {
            assertThat(seen[rider]).isEqualTo(map.rider(rider).orElseThrow().sequence());
        }
    }

    /** A rider's columns all hold the same number, and the mark counts with it. */
    private void lookAtAll(int[] seen) {
        for (int rank = 0; rank < image.count(); rank++) {
            int index = image.indexAt(rank);
            int rider = image.riderId(index);
            int sequence = image.latitudeE7(index);
            boolean isWhole = image.longitudeE7(index) == sequence
                    && image.eventTimeMs(index) == sequence
                    && FleetImage.fixesBetween((char) 1, image.mark(index)) == sequence % FleetImage.MARKS;
            if (!isWhole || sequence < seen[rider]) {
                throw new AssertionError("rider " + rider + " at " + sequence + " after " + seen[rider]);
            }
            seen[rider] = sequence;
        }
    }

    private void feed(int sequence) {
        Fixes fixes = Fixes.fixes();
        for (int rider = 1; rider <= RIDERS; rider++) {
            fixes.rider(rider, 1, sequence, sequence, sequence, sequence);
        }
        map.accept(fixes.batch());
    }
}
