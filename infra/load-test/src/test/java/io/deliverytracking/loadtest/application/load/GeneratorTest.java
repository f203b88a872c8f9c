package io.deliverytracking.loadtest.application.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.events.v1.RiderLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

    private static final long SESSION = 1_700_000_000_000L;
    private static final int RIDERS = 10;

    @TempDir
    Path directory;

    @Test
    void offersEveryEventOfItsScheduleWithTheTimeAtWhichItWasDue() throws IOException {
        // Long past: all is due at once.
        long startNs = System.nanoTime() - 10_000_000_000L;
        List<Event> events = run(startNs, bytes -> true);

        assertThat(events).hasSize(300);
        for (int i = 0; i < 300; i++) {
            assertThat(events.get(i).dueNs()).isEqualTo(startNs + i * 10_000_000L);
            assertThat(events.get(i).eventTimeMs()).isEqualTo(SESSION + i * 10L);
            assertThat(events.get(i).number()).isEqualTo(i);
            assertThat(events.get(i).riderId()).isEqualTo(i % RIDERS + 1);
            assertThat(events.get(i).sequence()).isEqualTo(i / RIDERS);
            assertThat(events.get(i).measured()).isEqualTo(i >= 100);
        }
        assertThat(ledger().intended()).isEqualTo(300);
        assertThat(ledger().totals().sent()).isEqualTo(300);
    }

    @Test
    void aRefusedEventHasNoNumberAndLeavesNoGap() throws IOException {
        int[] asked = {0};
        List<Event> events = run(0, bytes -> asked[0]++ % 3 == 0);

        assertThat(asked[0]).isEqualTo(300);
        assertThat(events).hasSize(100);
        assertThat(events.stream().map(Event::number))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
        for (int slot = 0; slot < RIDERS; slot++) {
            int rider = slot + 1;
            assertThat(events.stream().filter(event -> event.riderId() == rider).map(Event::sequence))
                    .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
        }
        assertThat(ledger().intended()).isEqualTo(300);
        assertThat(ledger().totals().sent()).isEqualTo(100);
    }

    @Test
    void theBytesSayTheSameAsTheEvent() throws IOException {
        for (Event event : run(0, bytes -> true)) {
            RiderLocation location = LocationCodec.decode(event.encoded());
            assertThat(location.getRiderId()).isEqualTo(event.riderId());
            assertThat(location.getSession()).isEqualTo(event.session()).isEqualTo(SESSION);
            assertThat(location.getSequence()).isEqualTo(event.sequence());
            assertThat(location.getEventTimeMs()).isEqualTo(event.eventTimeMs());
            assertThat(location.getOrderId()).isEqualTo(event.orderId());
            assertThat(location.hasOrderId()).isEqualTo(event.orderId() != 0);
            assertThat(location.getLatitudeE7()).isEqualTo(event.latitudeE7());
            assertThat(location.getLongitudeE7()).isEqualTo(event.longitudeE7());
            assertThat(location.getSpeedCmS()).isEqualTo(event.speedCmS());
            assertThat(location.getHeadingDeg()).isEqualTo(event.headingDeg());
            assertThat(location.getAccuracyM()).isEqualTo(event.accuracyM());
            assertThat(location.getStatusValue()).isEqualTo(event.status());
        }
    }

    @Test
    void aSinkThatFailsEndsTheLoadAndIsNamed() throws IOException {
        try (LedgerWriter ledger = begin()) {
            Generator generator = new Generator(phases(), RIDERS, ledger, new FailingSink(), 0, SESSION);

            generator.run();

            assertThat(generator.failure()).hasMessage("no more room on disk");
            assertThat(generator.progress().offered()).isEqualTo(1);
        }
    }

    /** 100 events a second, one second of warm-up and two that are measured. */
    private static List<Phase> phases() {
        return List.of(new Phase("warm-up", 1, 100, false), new Phase("load", 2, 100, true));
    }

    private LedgerWriter begin() throws IOException {
        return new LedgerDirectory(directory).begin(SESSION, RIDERS, 10, -1);
    }

    private SessionLedger ledger() throws IOException {
        return new LedgerDirectory(directory).read(SESSION);
    }

    private List<Event> run(long startNs, IntPredicate room) throws IOException {
        List<Event> events = new ArrayList<>();
        try (LedgerWriter ledger = begin()) {
            Generator generator = new Generator(
                    phases(),
                    RIDERS,
                    ledger,
                    new Sink() {
                        @Override
                        public boolean hasRoom(int bytes) {
                            return room.test(bytes);
                        }

                        @Override
                        public void take(Event event) {
                            events.add(event);
                        }
                    },
                    startNs,
                    SESSION);
            generator.run();
            assertThat(generator.failure()).isNull();
            Progress progress = generator.progress();
            assertThat(progress.offered()).isEqualTo(300);
            assertThat(progress.refused()).isEqualTo(300 - events.size());
        }
        return events;
    }

    private static final class FailingSink implements Sink {
        @Override
        public boolean hasRoom(int bytes) {
            return true;
        }

        @Override
        public void take(Event event) {
            throw new IllegalStateException("no more room on disk");
        }
    }
}
