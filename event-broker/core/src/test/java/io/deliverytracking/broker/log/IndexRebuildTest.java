package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.record.BatchView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Indexes make things faster; whatever happens to them, what is read stays the same. */
class IndexRebuildTest {

    private final LogFixture fixture = new LogFixture("internal.segment.bytes", "3000", "index.interval.bytes", "100");
    private List<long[]> batches;

    @BeforeEach
    void fill() {
        fixture.appendHundredBatches();
        batches = fixture.readAll(0, 1);
    }

    private StorageDirectory home() {
        return fixture.disk.directory().directory(LogFixture.HOME);
    }

    private void everythingIsFound() {
        List<long[]> read = fixture.readAll(0, 1);
        assertThat(read).hasSameSizeAs(batches);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i)).isEqualTo(batches.get(i));
        }
        for (long ts = LogFixture.START_MS - 500; ts < LogFixture.START_MS + 1000; ts += 37) {
            assertThat(fixture.log.offsetForTimestamp(ts)).isEqualTo(linearScan(ts));
        }
    }

    private Optional<TimestampOffset> linearScan(long ts) {
        AtomicReference<TimestampOffset> found = new AtomicReference<>();
        for (long[] batch : batches) {
            fixture.log.read(batch[0], 1, Long.MAX_VALUE, true).load().forEachRecord(r -> {
                if (r.timestampMs() >= ts && found.get() == null) {
                    found.set(new TimestampOffset(r.timestampMs(), r.offset(), r.leaderEpoch()));
                }
            });
        }
        return Optional.ofNullable(found.get());
    }

    @Test
    void aSegmentHasOneEntryForSoManyBytes() {
        for (SegmentInfo segment : fixture.log.segments()) {
            if (!segment.active()) {
                assertThat(segment.indexEntries()).isBetween(10, 30);
                assertThat(segment.timeIndexEntries()).isPositive();
            }
        }
        everythingIsFound();
    }

    @Test
    void missingIndexesAreBuiltAgainAfterACleanStop() {
        fixture.log.close();
        int deleted = 0;
        for (String file : home().files()) {
            if (file.endsWith("index")) {
                home().deleteFile(file);
                deleted++;
            }
        }
        List<SegmentInfo> before = fixture.log.segments();
        fixture.crash(new LogCheckpoint(fixture.log.logEndOffset(), 0, true));

        assertThat(deleted).isGreaterThan(4);
        everythingIsFound();
        assertThat(before).hasSize(fixture.log.segments().size());
    }

    @Test
    void indexesOfTheWrongLengthOrWithAnEndThatCannotBeAreBuiltAgain() {
        fixture.log.close();
        int broken = 0;
        for (String file : home().files()) {
            String path = LogFixture.HOME + "/" + file;
            byte[] bytes = file.endsWith("index") ? fixture.disk.contents(path) : new byte[0];
            if (bytes.length > 0) {
                if (broken % 2 == 0) {
                    fixture.disk.overwrite(path, Arrays.copyOf(bytes, bytes.length - 1));
                } else {
                    Arrays.fill(bytes, bytes.length - 8, bytes.length, (byte) 0x7f);
                    fixture.disk.overwrite(path, bytes);
                }
                broken++;
            }
        }
        fixture.crash(new LogCheckpoint(fixture.log.logEndOffset(), 0, true));

        assertThat(fixture.log.recovery().rebuiltIndexes()).isPositive();
        everythingIsFound();
    }

    @Test
    void anOffsetIndexFullOfNonsenseHidesNothing() {
        fixture.log.close();
        Random random = new Random(4);
        for (String file : home().files()) {
            if (file.endsWith(".index")) {
                String path = LogFixture.HOME + "/" + file;
                byte[] bytes = fixture.disk.contents(path);
                // All but the last entry, which opening looks at: positions that are no batch's.
                for (int at = 4; at < bytes.length - 8; at += 8) {
                    bytes[at + 3] = (byte) random.nextInt(256);
                    bytes[at + 2] = (byte) random.nextInt(8);
                }
                fixture.disk.overwrite(path, bytes);
            }
        }
        fixture.crash(new LogCheckpoint(fixture.log.logEndOffset(), 0, true));
        List<long[]> read = fixture.readAll(0, 1);
        assertThat(read).hasSameSizeAs(batches);
    }

    @Test
    void anOffsetIndexThatPointsBehindItsLogHidesNothing() {
        fixture.log.close();
        for (String file : home().files()) {
            if (file.endsWith(".index")) {
                String path = LogFixture.HOME + "/" + file;
                byte[] bytes = fixture.disk.contents(path);
                // All but the last entry, which opening looks at.
                for (int at = 4; at < bytes.length - 8; at += 8) {
                    bytes[at] ^= 0x40;
                }
                fixture.disk.overwrite(path, bytes);
            }
        }
        fixture.crash(new LogCheckpoint(fixture.log.logEndOffset(), 0, true));
        everythingIsFound();
    }

    @Test
    void anEntryYoungerThanTheEndThatAReaderWasToldIsPassedOver() {
        LogFixture young = new LogFixture("index.interval.bytes", "1");
        young.append(1);
        young.append(1);
        int end = (int) young.log.sizeInBytes();
        young.append(1);
        young.log.close();
        // Whoever begins at the first batch fails; the index leads to the second.
        String path = young.segmentFile(0, LogFileNames.LOG_SUFFIX);
        byte[] bytes = young.disk.contents(path);
        bytes[BatchView.LENGTH_POSITION] = (byte) 0x80;
        young.disk.overwrite(path, bytes);
        Segment segment = new Segment(young.disk.directory().directory(LogFixture.HOME), 0, 0, 0);
        segment.open(true);

        assertThat(segment.positionOf(2, end)).isEqualTo(end);
    }

    @Test
    void afterAKillTheActiveSegmentsIndexIsBuiltAgainFromTheRecoveryPoint() {
        fixture.crash();
        everythingIsFound();
        fixture.crash(LogCheckpoint.NONE);
        everythingIsFound();
    }

    @Test
    void retiredAndHalfWrittenFilesAreGoneAfterARestart() {
        fixture.log.close();
        home().file("00000000000000000007.log.deleted").create();
        home().file("leader-epoch-checkpoint.tmp").create();
        home().file("00000000000000000003.index").create();
        fixture.crash(new LogCheckpoint(fixture.log.logEndOffset(), 0, true));

        assertThat(home().files()).noneMatch(f -> f.endsWith(".deleted") || f.endsWith(".tmp"));
        assertThat(home().files()).doesNotContain("00000000000000000003.index");
    }
}
