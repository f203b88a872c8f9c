package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment gets new indexes while somebody is about to read or force it, and leaves the log before that has happened. */
class RebuiltSegmentTest {

    private static final int BATCHES_DROPPED = 4;

    private final LogFixture fixture = new LogFixture("internal.segment.bytes", "3000", "index.interval.bytes", "100");

    @BeforeEach
    void fill() {
        for (int i = 0; i < 100; i++) {
            fixture.append(1 + i % 4);
        }
    }

    @Test
    void whatWasFoundBeforeIsReadWhenAShorterSegmentHasTheName() {
        long offset = fixture.log.segments().get(1).baseOffset() - 1;
        LogSlice slice = fixture.log.read(offset, 1, Long.MAX_VALUE, true);
        rebuildFirst();
        compactFirst();

        assertThat(slice.isRetired()).isTrue();
        BatchView batch = new BatchView().wrap(slice.load().buffer(), 0);
        assertThat(batch.baseOffset()).isLessThanOrEqualTo(offset);
        assertThat(batch.lastOffset()).isEqualTo(offset);
    }

    @Test
    void whatIsUnlinkedIsKnownToBeRetired() {
        LogSlice slice = fixture.log.read(0, 1, Long.MAX_VALUE, true);
        rebuildFirst();
        assertThat(slice.isRetired()).as("its bytes are in the log").isFalse();
        rebuildFirst();
        compactFirst();
        fixture.lane.advance(fixture.log.config().fileDeleteDelayMs());

        assertThatThrownBy(slice::load).isInstanceOf(StorageException.class);
        assertThat(slice.isRetired()).isTrue();
    }

    @Test
    void aFlushPassesOverWhatIsDeletedMeanwhile() {
        PendingFlush flush = fixture.log.beginFlush();
        rebuildFirst();
        fixture.log.advanceLogStartOffset(fixture.log.segments().get(1).baseOffset());

        assertThatCode(flush::force).doesNotThrowAnyException();
        fixture.lane.advance(fixture.log.config().fileDeleteDelayMs());
        assertThatCode(flush::force).doesNotThrowAnyException();
    }

    @Test
    void aFlushThatTheDiskRefusesIsNotPassedOverWhileTheBytesAreInTheLog() {
        PendingFlush flush = fixture.log.beginFlush();
        rebuildFirst();
        fixture.disk.fail("flush", LogFileNames.ofOffset(0, LogFileNames.LOG_SUFFIX) + "$");

        assertThatThrownBy(flush::force).isInstanceOf(StorageException.class);
    }

    private SealedSegment first() {
        return fixture.log.compaction().sealedSegments().get(0);
    }

    private void rebuildFirst() {
        List<Boolean> installed = new ArrayList<>();
        fixture.log.rebuildIndexes(first(), (done, failure) -> installed.add(Boolean.TRUE.equals(done)));
        fixture.lane.runBackground();
        assertThat(installed).containsExactly(true);
    }

    /** Drops the first batches, so that those that stay have other positions. */
    private void compactFirst() {
        CleanedSegment smaller = fixture.log.compaction().newSegment(first().baseOffset());
        smaller.create();
        BatchReader reader = first().batches();
        for (int i = 0; reader.next(); i++) {
            BatchView batch = reader.batch();
            if (i >= BATCHES_DROPPED) {
                smaller.append(batch.buffer().slice(batch.position(), batch.sizeInBytes()));
            }
        }
        smaller.finish();
        List<SwapOutcome> outcomes = new ArrayList<>();
        fixture.log.compaction().replace(List.of(first()), smaller, (outcome, failure) -> outcomes.add(outcome));
        fixture.lane.runBackground();
        assertThat(outcomes).containsExactly(SwapOutcome.SWAPPED);
    }
}
