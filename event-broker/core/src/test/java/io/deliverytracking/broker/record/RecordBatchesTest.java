package io.deliverytracking.broker.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordBatchesTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheBrokerWritesItReadsBack() {
        RecordBatches batches = new RecordBatchBuilder()
                .add(100, bytes("group"), bytes("offset"))
                .add(101, bytes("group"), null)
                .build();
        List<String> read = new ArrayList<>();
        batches.forEachRecord(r -> read.add(r.offset()
                + " " + r.timestampMs()
                + " " + StandardCharsets.UTF_8.decode(r.key())
                + " " + (r.value() == null ? "null" : StandardCharsets.UTF_8.decode(r.value()))));
        assertThat(read).containsExactly("0 100 group offset", "1 101 group null");
    }

    @Test
    void itsBatchesAreWhatAProducerWouldSend() {
        RecordBatches batches = new RecordBatchBuilder(9, (short) 1, 5)
                .add(1, bytes("k"), bytes("v"))
                .build();
        BatchView view = new BatchView().wrap(batches.buffer(), batches.buffer().position());
        assertThat(view.fits()).isTrue();
        assertThat(view.isCrcValid()).isTrue();
        assertThat(view.producerId()).isEqualTo(9);
        assertThat(view.baseSequence()).isEqualTo(5);
        assertThat(new RecordWalk().walk(view)).isNull();
    }

    @Test
    void aBatchNeedsARecord() {
        assertThatThrownBy(() -> new RecordBatchBuilder().build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theWayToTheMessageClassesAndBackKeepsTheBytes() {
        RecordBatches batches =
                new RecordBatchBuilder().add(1, bytes("k"), bytes("v")).build();
        assertThat(RecordBatches.from(batches.toRecords()).buffer()).isEqualTo(batches.buffer());
        assertThat(RecordBatches.from(null).isEmpty()).isTrue();
    }
}
