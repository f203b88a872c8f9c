package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Index files that go while the broker runs: they are derived from the log, so nobody who reads or writes may notice. */
class LostIndexTest {

    private final LogFixture fixture = new LogFixture("internal.segment.bytes", "3000", "index.interval.bytes", "100");
    private final List<TimestampOffset> records = new ArrayList<>();
    private List<long[]> batches;

    @BeforeEach
    void fill() {
        fixture.appendHundredBatches();
        batches = fixture.readAll(0, 1);
        for (long[] batch : batches) {
            fixture.log.read(batch[0], 1, Long.MAX_VALUE, true).load().forEachRecord(r -> {
                records.add(new TimestampOffset(r.timestampMs(), r.offset(), r.leaderEpoch()));
            });
        }
    }

    @Test
    void whatIsRemovedUnderARunningBrokerIsBuiltAgainWhileReadsGoOn() {
        Map<String, byte[]> before = sealedIndexes();
        assertThat(before).hasSizeGreaterThan(4);
        remove(before);

        everyOffsetIsFound();
        everyTimeIsFound();
        readAndRebuild();

        assertThat(fixture.offlineCause).isNull();
        assertThat(sealedIndexes()).containsExactlyInAnyOrderEntriesOf(before);
        everyOffsetIsFound();
        everyTimeIsFound();
    }

    @Test
    void aLookUpByTimeAloneHasATimeIndexBuiltAgain() {
        Map<String, byte[]> before = sealedIndexes();
        before.keySet().removeIf(file -> !file.endsWith(LogFileNames.TIME_INDEX_SUFFIX));
        remove(before);

        for (int i = 0; i < before.size(); i++) {
            everyTimeIsFound();
            fixture.lane.runBackground();
        }

        assertThat(home().files()).containsAll(before.keySet());
    }

    @Test
    void housekeepingHasBuiltAgainWhatNoReadAsksForASecondTime() {
        String index = LogFileNames.ofOffset(0, LogFileNames.INDEX_SUFFIX);
        home().deleteFile(index);
        giveBackDescriptors();
        long end = fixture.log.segments().get(1).baseOffset();
        fixture.log.read(end - 1, 1, Long.MAX_VALUE, true).load();

        fixture.log.rebuildLostIndexes();
        fixture.lane.runBackground();

        assertThat(home().files()).contains(index);
    }

    @Test
    void whatCannotBeReadIsPassedOverAndTriedAgainAMinuteLater() {
        giveBackDescriptors();
        fixture.disk.fail("read", LogFileNames.ofOffset(0, LogFileNames.INDEX_SUFFIX) + "$");
        everyOffsetIsFound();
        fixture.lane.runBackground();
        everyOffsetIsFound();
        assertThat(isLost(0)).isTrue();
        fixture.disk.heal();

        everyOffsetIsFound();
        fixture.lane.runBackground();
        assertThat(isLost(0)).as("not at once").isTrue();

        fixture.lane.advance(IndexRebuild.RETRY_MS);
        everyOffsetIsFound();
        fixture.lane.runBackground();
        assertThat(isLost(0)).isFalse();
        everyOffsetIsFound();
    }

    @Test
    void aFullDiskLeavesASegmentWithoutIndexesUntilThereIsRoom() {
        Map<String, byte[]> before = sealedIndexes();
        remove(before);
        fixture.disk.leaveRoomFor(10);

        readAndRebuild();

        everyOffsetIsFound();
        everyTimeIsFound();
        assertThat(fixture.offlineCause).isNull();
        assertThat(home().files())
                .as("half an index takes the room of records")
                .noneMatch(file -> file.endsWith(LogFileNames.TEMPORARY_SUFFIX));

        fixture.disk.heal();
        fixture.lane.advance(IndexRebuild.RETRY_MS);
        readAndRebuild();
        assertThat(sealedIndexes()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void aFullDiskKeepsNoLogFromOpeningWithoutItsIndexes() {
        Map<String, byte[]> before = sealedIndexes();
        remove(before);
        fixture.disk.leaveRoomFor(10);

        fixture.crash();

        everyOffsetIsFound();
        everyTimeIsFound();
        assertThat(home().files()).doesNotContainAnyElementsOf(before.keySet());
        fixture.disk.heal();
        readAndRebuild();
        assertThat(sealedIndexes()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void anIndexThatCannotBeReadKeepsNoLogFromOpening() {
        fixture.disk.fail("read", LogFileNames.ofOffset(0, LogFileNames.INDEX_SUFFIX) + "$");

        fixture.crash();

        assertThat(fixture.log.recovery().rebuiltIndexes()).isOne();
        everyOffsetIsFound();
        fixture.disk.heal();
        everyOffsetIsFound();
    }

    /** Opening looks at the ends of an index; what can't be read lies between. */
    @ParameterizedTest
    @ValueSource(strings = {LogFileNames.INDEX_SUFFIX, LogFileNames.TIME_INDEX_SUFFIX})
    void anIndexOfTheActiveSegmentThatCannotBeReadInItsMiddleIsBuiltAgainAfterAKill(String suffix) {
        fixture.log.flush();
        String index = fixture.segmentFile(activeBaseOffset(), suffix);
        int bytes = fixture.disk.contents(index).length;
        assertThat(bytes).isGreaterThan(3 * TimeIndex.ENTRY_SIZE_BYTES);
        long end = fixture.log.logEndOffset();
        fixture.disk.failReads(index, TimeIndex.ENTRY_SIZE_BYTES, bytes - TimeIndex.ENTRY_SIZE_BYTES);

        fixture.crash();

        assertThat(fixture.offlineCause).isNull();
        assertThat(fixture.log.logEndOffset()).isEqualTo(end);
        everyOffsetIsFound();
        everyTimeIsFound();
        fixture.disk.heal();
        fixture.restart();
        everyOffsetIsFound();
        everyTimeIsFound();
    }

    @Test
    void aLogFileThatCannotBeReadIsNotOpenedAfterAKill() {
        fixture.log.flush();
        String log = fixture.segmentFile(activeBaseOffset(), LogFileNames.LOG_SUFFIX);
        fixture.disk.failReads(log, 0, fixture.disk.contents(log).length);

        assertThatThrownBy(fixture::crash)
                .isInstanceOf(StorageException.class)
                .isNotInstanceOf(CorruptLogException.class)
                .hasMessageContaining(LogFileNames.LOG_SUFFIX);
    }

    @Test
    void anIndexThatCannotBeEmptiedEitherIsBuiltAgainLater() {
        Map<String, byte[]> before = sealedIndexes();
        String index = LogFileNames.ofOffset(0, LogFileNames.INDEX_SUFFIX);
        fixture.disk.overwrite(LogFixture.HOME + "/" + index, new byte[OffsetIndex.ENTRY_SIZE_BYTES - 1]);
        fixture.disk.fail("truncate", index);

        fixture.crash();

        everyOffsetIsFound();
        everyTimeIsFound();
        assertThat(home().files()).doesNotContain(index);
        fixture.disk.heal();
        readAndRebuild();
        assertThat(sealedIndexes()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void aMissingLogFileIsNoMatterOfIndexes() {
        home().deleteFile(LogFileNames.ofOffset(0, LogFileNames.LOG_SUFFIX));
        home().deleteFile(LogFileNames.ofOffset(0, LogFileNames.INDEX_SUFFIX));
        giveBackDescriptors();

        LogSlice slice = fixture.log.read(1, 1, Long.MAX_VALUE, true);

        assertThatThrownBy(slice::load)
                .isInstanceOf(StorageException.class)
                .isNotInstanceOf(CorruptLogException.class)
                .hasMessageContaining(LogFileNames.LOG_SUFFIX);
        fixture.log.read(1, 1, Long.MAX_VALUE, true);
        fixture.lane.runBackground();
        assertThatThrownBy(slice::load).isInstanceOf(StorageException.class);
    }

    @Test
    void segmentsWithoutIndexFilesAreRetiredAndUnlinked() {
        remove(sealedIndexes());
        long start = fixture.log.segments().get(2).baseOffset();

        assertThat(fixture.log.advanceLogStartOffset(start)).isTrue();
        fixture.lane.advance(fixture.log.config().fileDeleteDelayMs());

        assertThat(fixture.offlineCause).isNull();
        assertThat(home().files()).noneMatch(file -> file.endsWith(LogFileNames.DELETED_SUFFIX));
        assertThat(fixture.readAll(start, 1)).isNotEmpty();
    }

    @Test
    void aLogIsCutInASegmentWithoutIndexFiles() {
        remove(sealedIndexes());
        long cut = fixture.log.segments().get(2).baseOffset() - 3;

        assertThat(fixture.log.truncateTo(cut)).isTrue();

        assertThat(fixture.offlineCause).isNull();
        for (int i = 0; i < 60; i++) {
            fixture.append(2);
            fixture.lane.advance(10);
        }
        long end = fixture.log.logEndOffset();
        int found = fixture.readAll(0, 1).size();
        fixture.restart();
        assertThat(fixture.log.logEndOffset()).isEqualTo(end);
        assertThat(fixture.readAll(0, 1)).hasSize(found);
    }

    @Test
    void anActiveSegmentWithoutIndexFilesIsForcedAndAppendedToAndMakesRoomForTheNext() {
        int segments = fixture.log.segments().size();
        long active = fixture.log.segments().get(segments - 1).baseOffset();
        home().deleteFile(LogFileNames.ofOffset(active, LogFileNames.INDEX_SUFFIX));
        home().deleteFile(LogFileNames.ofOffset(active, LogFileNames.TIME_INDEX_SUFFIX));
        giveBackDescriptors();

        fixture.log.flush();
        for (int i = 0; i < 4; i++) {
            fixture.append(2);
            fixture.lane.advance(10);
        }

        assertThat(fixture.offlineCause).isNull();
        assertThat(fixture.log.segments()).hasSize(segments + 1);
        fixture.log.rebuildLostIndexes();
        fixture.lane.runBackground();
        assertThat(home().files())
                .contains(
                        LogFileNames.ofOffset(active, LogFileNames.INDEX_SUFFIX),
                        LogFileNames.ofOffset(active, LogFileNames.TIME_INDEX_SUFFIX));
        assertThat(fixture.readAll(0, 1)).hasSize(batches.size() + 4);
        long maxTimestamp = fixture.log.segments().get(segments - 1).largestTimestampMs();
        fixture.restart();
        assertThat(fixture.log.segments().get(segments - 1).largestTimestampMs())
                .isEqualTo(maxTimestamp);
    }

    /** Nothing else would ever replace it in a log that nobody appends to: only sealed segments get new indexes. */
    @Test
    void anActiveSegmentWithoutIndexesThatNobodyAppendsToIsSealedAndGetsOthersWhenThereIsRoom() {
        int active = fixture.log.segments().size() - 1;
        long activeBase = fixture.log.segments().get(active).baseOffset();
        long end = fixture.log.logEndOffset();
        String index = LogFileNames.ofOffset(activeBase, LogFileNames.INDEX_SUFFIX);
        String timeIndex = LogFileNames.ofOffset(activeBase, LogFileNames.TIME_INDEX_SUFFIX);
        home().deleteFile(index);
        home().deleteFile(timeIndex);
        fixture.disk.leaveRoomFor(0);
        fixture.crash();
        assertThat(home().files()).doesNotContain(index, timeIndex);

        assertThatThrownBy(this::maybeRoll).isInstanceOf(StorageException.class);
        assertThat(fixture.offlineCause).isNull();
        assertThat(fixture.log.segments()).hasSize(active + 1);
        everyOffsetIsFound();

        fixture.disk.heal();
        assertThat(maybeRoll()).isTrue();
        assertThat(fixture.log.segments()).hasSize(active + 2);
        assertThat(fixture.log.logEndOffset()).isEqualTo(end);
        assertThat(maybeRoll()).as("an empty segment misses no index").isFalse();

        fixture.log.rebuildLostIndexes();
        fixture.lane.runBackground();
        assertThat(isLost(active)).isFalse();
        assertThat(home().files()).contains(index, timeIndex);
        everyOffsetIsFound();
        everyTimeIsFound();
    }

    private StorageDirectory home() {
        return fixture.disk.directory().directory(LogFixture.HOME);
    }

    private long activeBaseOffset() {
        List<SegmentInfo> segments = fixture.log.segments();
        return segments.get(segments.size() - 1).baseOffset();
    }

    /** The index files of all segments but the active one, with what is in them. */
    private Map<String, byte[]> sealedIndexes() {
        String active = LogFileNames.ofOffset(
                fixture.log.segments().get(fixture.log.segments().size() - 1).baseOffset(), "");
        Map<String, byte[]> indexes = new TreeMap<>();
        for (String file : home().files()) {
            if (file.endsWith("index") && !file.startsWith(active)) {
                indexes.put(file, fixture.disk.contents(LogFixture.HOME + "/" + file));
            }
        }
        return indexes;
    }

    /** As somebody would who takes them for rubbish, some minutes after anybody read there. */
    private void remove(Map<String, byte[]> indexes) {
        indexes.keySet().forEach(file -> assertThat(home().deleteFile(file)).isTrue());
        giveBackDescriptors();
    }

    private void giveBackDescriptors() {
        fixture.log.releaseIdle();
        fixture.log.releaseIdle();
    }

    private boolean maybeRoll() {
        return fixture.log.maybeRoll(fixture.lane.wallClockMs());
    }

    private boolean isLost(int segment) {
        return fixture.log.compaction().sealedSegments().get(segment).segment().indexLoss() != null;
    }

    /** Reads come again and again, and one segment of a log is repaired at a time. */
    private void readAndRebuild() {
        for (int i = 0; i < 2 * fixture.log.segments().size(); i++) {
            everyOffsetIsFound();
            everyTimeIsFound();
            fixture.lane.runBackground();
        }
    }

    private void everyOffsetIsFound() {
        List<long[]> read = fixture.readAll(0, 1);
        assertThat(read).hasSameSizeAs(batches);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i)).isEqualTo(batches.get(i));
        }
    }

    private void everyTimeIsFound() {
        for (long ts = LogFixture.START_MS - 500; ts < LogFixture.START_MS + 1000; ts += 37) {
            long wanted = ts;
            Optional<TimestampOffset> expected =
                    records.stream().filter(r -> r.timestampMs() >= wanted).findFirst();
            assertThat(fixture.log.offsetForTimestamp(ts)).isEqualTo(expected);
        }
    }
}
