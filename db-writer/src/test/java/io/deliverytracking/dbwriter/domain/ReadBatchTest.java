package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBatchTest {
    private static final long NOW_MS = FakeRead.SENT_MS + 1_000;

    /** Offsets 12, 16, 17 of partition 0, read from 10 to 20; 5 of partition 1; 7, 8 of partition 2. */
    private final ReadBatch batch = new ReadBatch(List.of(
            FakeRead.locations(0, 10)
                    .skipping(2)
                    .with(Events.location(1, 0))
                    .skipping(3)
                    .with(Events.location(1, 1))
                    .with(Events.location(1, 2))
                    .skipping(2),
            FakeRead.locations(1, 5).with(Events.location(2, 0)),
            FakeRead.locations(2, 7).with(Events.location(3, 0)).with(Events.location(3, 1))));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, Integer.MAX_VALUE})
    void aPartAndTheRestAreTheBatchWithoutGapOrOverlap(int records) {
        ReadBatch first = batch.first(records);
        ReadBatch rest = batch.after(records);

        assertThat(first.recordCount()).isEqualTo(Math.min(records, 6));
        assertThat(Stream.of(first, rest).flatMap(ReadBatchTest::offsets))
                .containsExactly("0@12", "0@16", "0@17", "1@5", "2@7", "2@8");
        for (PartitionRead whole : batch.reads()) {
            long position = whole.readFrom();
            for (PartitionRead part : parts(whole.partition(), first, rest)) {
                assertThat(part.readFrom()).isEqualTo(position);
                position = part.nextOffset();
            }
            assertThat(position).isEqualTo(whole.nextOffset());
        }
    }

    @Test
    void aPartTouchesAsFewPartitionsAsItCan() {
        assertThat(batch.first(3).reads()).hasSize(1);
        assertThat(batch.after(3).reads()).hasSize(2);
    }

    @Test
    void itsLagIsThatOfItsMiddleRecord() {
        FakeRead read = FakeRead.locations(0, 0).with(NOW_MS - 9_000_000, null).with(NOW_MS + 9_000_000, null);
        for (int i = 0; i < 1_000; i++) {
            read.with(NOW_MS - 2_000 + i, null);
        }
        assertThat(new ReadBatch(List.of(read)).lagMs(NOW_MS)).isBetween(1_480L, 1_520L);
    }

    @Test
    void recordsOfTheFutureHaveNoLag() {
        assertThat(batch.lagMs(NOW_MS - 2_000)).isZero();
        assertThat(batch.lagMs(NOW_MS)).isEqualTo(1_000);
    }

    @Test
    void anyNumberOfRecordsHasALag() {
        for (int size = 1; size < 500; size++) {
            FakeRead small = FakeRead.locations(0, 0).with(FakeRead.SENT_MS, null);
            FakeRead large = FakeRead.locations(1, 0);
            for (int i = 0; i < size; i++) {
                large.with(FakeRead.SENT_MS, null);
            }
            assertThat(new ReadBatch(List.of(small, large)).lagMs(NOW_MS)).isEqualTo(1_000);
        }
    }

    private static List<PartitionRead> parts(LogPartition partition, ReadBatch... batches) {
        List<PartitionRead> parts = new ArrayList<>();
        for (ReadBatch part : batches) {
            part.reads().stream()
                    .filter(read -> read.partition().equals(partition))
                    .forEach(parts::add);
        }
        return parts;
    }

    private static Stream<String> offsets(ReadBatch batch) {
        return batch.reads().stream()
                .flatMap(read -> Stream.iterate(0, i -> i < read.size(), i -> i + 1)
                        .map(i -> read.partition().partition() + "@" + read.offset(i)));
    }
}
