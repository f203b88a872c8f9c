package io.deliverytracking.dbwriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.WriterStatus.State;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WriterStatusTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = START;
    private final WriterStatus status = new WriterStatus(new SetClock());

    @Test
    void aBatchWithoutAnAnswerIsAPauseUntilThereIsOne() {
        status.become(State.RUNNING, null);
        status.attempting();
        now = START.plusSeconds(WriterStatus.SILENCE_S);
        assertThat(status.get().state()).isEqualTo(State.RUNNING);

        now = now.plusMillis(1);
        assertThat(status.get().state()).isEqualTo(State.PAUSED);
        assertThat(status.get().since()).isEqualTo(START);
        assertThat(status.get().reason()).contains("no answer", START.toString());

        status.attemptOver();
        assertThat(status.get().state()).isEqualTo(State.RUNNING);
        assertThat(status.get().reason()).isNull();
    }

    @Test
    void nothingToStoreIsNoSilence() {
        status.become(State.RUNNING, null);
        status.attempting();
        status.attemptOver();
        now = START.plusSeconds(600);

        assertThat(status.get().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aWriterThatHasStoppedSaysWhyAndNotThatItWaits() {
        status.attempting();
        status.become(State.STOPPED, "another log");
        now = START.plusSeconds(600);

        assertThat(status.get().state()).isEqualTo(State.STOPPED);
        assertThat(status.get().reason()).isEqualTo("another log");
    }

    private final class SetClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
