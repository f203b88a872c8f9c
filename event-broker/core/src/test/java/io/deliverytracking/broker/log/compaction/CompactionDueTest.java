package io.deliverytracking.broker.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.log.compaction.KeyedBatches.Read;
import org.junit.jupiter.api.Test;

/** When a log is compacted, which part of it, and at what pace. */
class CompactionDueTest {

    private CompactionFixture fixture = new CompactionFixture();

    @Test
    void aLogIsCompactedWhenEnoughOfItIsDirty() {
        fixture.appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        // Keys of their own: the clean part stays as large as it is.
        for (int i = 0; i < 60; i++) {
            fixture.append("own" + i, "v");
        }
        fixture.roll();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isEqualTo(2);
        fixture.append("a", "again");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isEqualTo(2);
        assertThat(fixture.cleaner.facts().maxDirtyRatio()).isBetween(0.0, 0.5);
    }

    @Test
    void whatIsYoungerThanTheMinimumLagIsLeftAlone() {
        fixture.reconfigure("min.compaction.lag.ms", "60000");
        fixture.appendRounds(10, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(30);
        fixture.lane.advance(60_001);
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(3);
    }

    @Test
    void whatIsOlderThanTheMaximumLagIsCompactedThoughItLiesInTheActiveSegment() {
        fixture.reconfigure("max.compaction.lag.ms", "60000", "min.cleanable.dirty.ratio", "1");
        fixture.append("a", "1");
        fixture.append("a", "2");
        fixture.lane.advance(59_000);
        fixture.clean();
        assertThat(fixture.log.segments()).hasSize(1);
        fixture.lane.advance(2_000);
        fixture.clean();
        // Rolled, and flushed in the background: the next look finds it.
        fixture.clean();
        assertThat(fixture.read(0)).extracting(Read::value).containsExactly("2");
    }

    @Test
    void whatConsumersMayNotReadYetIsLeftAlone() {
        fixture.appendRounds(10, "a", "b", "c");
        fixture.roll();
        assertThat(DirtySection.of(fixture.log, fixture.log.logEndOffset() - 1, fixture.lane.wallClockMs())
                        .segments())
                .allMatch(segment -> segment.nextOffset() < fixture.log.logEndOffset());
        assertThat(DirtySection.of(fixture.log, 0, fixture.lane.wallClockMs()).segments())
                .isEmpty();
    }

    @Test
    void aSmallBufferTakesMoreRounds() {
        fixture = new CompactionFixture(
                new CleanerConfig(true, 15_000, 24 * 5, 0.9, Double.MAX_VALUE), "min.cleanable.dirty.ratio", "0");
        for (int i = 0; i < 200; i++) {
            fixture.append("k" + i % 40, "v" + i);
        }
        fixture.roll();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isGreaterThan(5);
        assertThat(fixture.read(0)).hasSize(40).allMatch(record -> record.offset() >= 160);
    }

    @Test
    void ioIsThrottled() {
        fixture = new CompactionFixture(new CleanerConfig(true, 15_000, 1 << 20, 0.9, 1_000));
        fixture.appendRounds(30, "a", "b", "c");
        fixture.roll();
        long bytes = fixture.log.sizeInBytes();
        fixture.clean();
        assertThat(fixture.cleaner.facts().cleaning()).isEqualTo(CompactionFixture.PARTITION);
        fixture.lane.advance(bytes);
        assertThat(fixture.cleaner.facts().rounds()).isZero();
        fixture.lane.advance(2 * bytes);
        assertThat(fixture.cleaner.facts().rounds()).isOne();
    }
}
