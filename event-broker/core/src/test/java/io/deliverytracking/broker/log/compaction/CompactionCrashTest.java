package io.deliverytracking.broker.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.log.compaction.KeyedBatches.Read;
import io.deliverytracking.broker.port.MemoryStorage;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.RecordBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker dies at every single change that a round of compaction makes to the disk, by kill -9 or by power failure. */
class CompactionCrashTest {

    private static final int APPENDS = 50;

    private final List<Read> written = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"2,false", "2,true", "3,true"})
    @Tag("long")
    void norWithOtherSeeds(long seed, boolean power) {
        whereverItDiesNothingIsLostAndTheNextRoundEndsIt(seed, power);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true"})
    void whereverItDiesNothingIsLostAndTheNextRoundEndsIt(long seed, boolean power) {
        MemoryStorage before = prepare(new Random(seed));
        int changes = 0;
        boolean died = true;
        while (died) {
            died = dieAfter(changes, before, power, new Random(seed * 1_000 + changes), "seed " + seed);
            changes++;
        }
        // Otherwise this proved nothing: a round over several groups makes dozens of changes.
        assertThat(changes).isGreaterThan(50);
    }

    /** A log of some six segments, all of it on disk, and an active one. */
    private MemoryStorage prepare(Random random) {
        written.clear();
        CompactionFixture fixture = new CompactionFixture();
        for (int i = 0; i < APPENDS; i++) {
            KeyedBatches batch = KeyedBatches.of();
            if (random.nextInt(4) == 0) {
                batch.compressed(CompressionType.LZ4);
            }
            int count = 1 + random.nextInt(3);
            for (int r = 0; r < count; r++) {
                String key = "k" + random.nextInt(8);
                String value = random.nextInt(5) == 0 ? null : "v" + written.size();
                written.add(new Read(written.size(), key, value, fixture.lane.wallClockMs()));
                batch.add(key, value, fixture.lane.wallClockMs());
            }
            fixture.append(batch.build());
            fixture.lane.advance(10);
        }
        fixture.log.flush();
        fixture.logs.checkpoint();
        fixture.lane.runBackground();
        assertThat(fixture.log.segments()).hasSizeGreaterThan(5);
        fixture.logs.kill();
        fixture.disk.kill();
        return fixture.disk;
    }

    private boolean dieAfter(int changes, MemoryStorage before, boolean power, Random random, String seed) {
        String what = seed + ", dead after " + changes + " changes";
        MemoryStorage disk = before.copy();
        DyingDisk dying = new DyingDisk();
        // A small map makes several rounds of it.
        CleanerConfig config = new CleanerConfig(true, 15_000, 24 * 8, 0.9, Double.MAX_VALUE);
        CompactionFixture fixture = open(disk, config, dying::wrap);
        dying.dieAfter(changes);
        try {
            fixture.clean();
            fixture.lane.advance(120_000);
        } catch (StorageException e) {
            assertThat(dying.isDead()).as(what).isTrue();
        }
        if (power) {
            disk.powerFailure(random);
        } else {
            disk.kill();
        }

        CompactionFixture after = open(disk, CleanerConfig.DEFAULT, UnaryOperator.identity());
        verify(after, what);
        after.clean();
        verify(after, what + ", cleaned again");
        assertThat(after.cleaner.facts().uncleanable()).as(what).isEmpty();
        after.lane.advance(120_000);
        assertThat(after.files())
                .as(what)
                .noneMatch(file -> file.endsWith(".swap") || file.endsWith(".cleaned") || file.endsWith(".deleted"));
        AppendResult appended = after.append(oneMore());
        assertThat(appended.baseOffset()).as(what).isEqualTo(written.size());
        after.restart();
        assertThat(after.log.recovery().isCut()).as(what).isFalse();
        return dying.isDead();
    }

    private static CompactionFixture open(
            MemoryStorage disk, CleanerConfig config, UnaryOperator<StorageDirectory> wrapper) {
        return new CompactionFixture(
                disk, config, wrapper, CompactionFixture.START_MS + 10_000, "min.cleanable.dirty.ratio", "0.01");
    }

    private static RecordBatches oneMore() {
        return KeyedBatches.of().add("new", "one", CompactionFixture.START_MS).build();
    }

    private void verify(CompactionFixture fixture, String what) {
        assertThat(fixture.log.recovery().isCut()).as(what).isFalse();
        assertThat(fixture.log.logStartOffset()).as(what).isZero();
        assertThat(fixture.log.logEndOffset()).as(what).isEqualTo(written.size());
        List<Read> read = fixture.read(0);
        assertThat(written).as(what).containsAll(read);
        assertThat(read).as(what).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
        assertThat(read).as(what).doesNotHaveDuplicates();
        assertThat(CompactionFixture.latest(read)).as(what).isEqualTo(CompactionFixture.latest(written));
    }
}
