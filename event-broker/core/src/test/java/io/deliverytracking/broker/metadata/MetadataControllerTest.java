package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.metadata.MetadataRecord.ProducerIdsReserved;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataControllerTest {

    private final MemoryDirectory disk = new MemoryDirectory();
    private final TestLane lane = new TestLane();
    private final List<String> events = new ArrayList<>();
    private final MetadataController controller = new MetadataController(
            new LocalMetadataLog(disk, lane, LocalMetadataLog.DEFAULT_SNAPSHOT_AFTER_BYTES),
            lane,
            () -> events.add("ready"),
            failure -> events.add("fatal " + failure.kind()));

    @BeforeEach
    void leads() {
        controller.start();
        lane.run();
        assertThat(events).containsExactly("ready");
        events.clear();
    }

    /** Takes {@code count} producer ids and answers with the first. */
    private static MetadataOperation<Long> reserve(int count) {
        return image -> new Decision<>(
                List.of(new ProducerIdsReserved(image.nextProducerId() + count)), image.nextProducerId());
    }

    private void submit(String name, int timeoutMs, MetadataOperation<Long> operation) {
        controller.submit(
                timeoutMs,
                operation,
                (answer, failure) -> events.add(name + " "
                        + (failure == null
                                ? String.valueOf(answer)
                                : failure.getClass().getSimpleName())));
    }

    @Test
    void operations_are_decided_in_order_each_on_the_decisions_before_it() {
        submit("a", 1000, reserve(10));
        submit("b", 1000, reserve(10));
        assertThat(events).as("never inside the call").isEmpty();
        lane.run();
        assertThat(events).containsExactly("a 0", "b 10");
        assertThat(controller.image().nextProducerId()).isEqualTo(20);
        assertThat(controller.image().offset()).as("one batch for both").isZero();
    }

    @Test
    void nothing_is_decided_while_a_batch_is_under_way() {
        submit("a", 1000, reserve(10));
        lane.runWithoutDisk();
        submit("b", 1000, reserve(10));
        lane.runWithoutDisk();
        assertThat(events).isEmpty();
        assertThat(controller.image().nextProducerId())
                .as("not durable, not visible")
                .isZero();
        lane.run();
        assertThat(events).containsExactly("a 0", "b 10");
        assertThat(controller.image().offset()).as("two batches").isEqualTo(1);
    }

    @Test
    void an_answer_without_records_waits_for_the_decisions_it_rests_on() {
        submit("a", 1000, reserve(10));
        submit("read", 1000, image -> Decision.unchanged(image.nextProducerId()));
        lane.runWithoutDisk();
        assertThat(events).isEmpty();
        lane.run();
        assertThat(events).containsExactly("a 0", "read 10");
    }

    @Test
    void listeners_hear_of_a_change_before_the_requester_does() {
        controller.addListener(delta -> events.add("changed to " + delta.after().nextProducerId()));
        submit("a", 1000, reserve(10));
        lane.run();
        assertThat(events).containsExactly("changed to 10", "a 0");
    }

    @Test
    void a_refused_operation_leaves_the_others_alone() {
        submit("a", 1000, reserve(10));
        submit("bad", 1000, image -> {
            throw new InvalidRequestException("no");
        });
        submit("b", 1000, reserve(10));
        lane.run();
        assertThat(events).containsExactly("bad InvalidRequestException", "a 0", "b 10");
    }

    @Test
    void an_operation_whose_time_is_up_while_it_waits_is_never_decided() {
        submit("a", 1000, reserve(10));
        lane.runWithoutDisk();
        submit("late", 50, reserve(10));
        lane.advance(51);
        assertThat(events).containsExactly("late TimeoutException");
        lane.run();
        assertThat(events).containsExactly("late TimeoutException", "a 0");
        assertThat(controller.image().nextProducerId()).isEqualTo(10);
    }

    @Test
    void an_operation_whose_time_is_up_while_it_is_written_may_still_take_effect() {
        submit("slow", 50, reserve(10));
        lane.runWithoutDisk();
        lane.advance(51);
        assertThat(events).containsExactly("slow TimeoutException");
        lane.run();
        assertThat(events).containsExactly("slow TimeoutException");
        assertThat(controller.image().nextProducerId()).isEqualTo(10);
    }

    @Test
    void more_records_than_a_batch_holds_are_refused() {
        List<MetadataRecord> many = new ArrayList<>();
        for (int i = 0; i <= MetadataLog.MAX_BATCH_RECORDS; i++) {
            many.add(new ProducerIdsReserved(i));
        }
        submit("many", 1000, image -> new Decision<>(many, 0L));
        lane.run();
        assertThat(events).containsExactly("many " + PolicyViolationException.class.getSimpleName());
    }

    @Test
    void decisions_that_fill_a_batch_go_out_in_several() {
        MetadataOperation<Long> big = image -> {
            List<MetadataRecord> records = new ArrayList<>();
            for (int i = 1; i <= 6000; i++) {
                records.add(new ProducerIdsReserved(image.nextProducerId() + i));
            }
            return new Decision<>(records, image.nextProducerId());
        };
        submit("a", 1000, big);
        submit("b", 1000, big);
        lane.run();
        assertThat(events).containsExactly("a 0", "b 6000");
        assertThat(controller.image().offset()).isEqualTo(1);
    }

    @Test
    void a_failed_disk_fails_what_is_under_way_and_stops_the_controller_once() {
        submit("a", 1000, reserve(10));
        lane.runWithoutDisk();
        submit("b", 1000, reserve(10));
        disk.failFlushes();
        lane.run();
        submit("c", 1000, reserve(10));
        lane.run();
        assertThat(events)
                .containsExactly(
                        "a " + UnknownServerException.class.getSimpleName(),
                        "fatal STORAGE",
                        "b " + NotControllerException.class.getSimpleName(),
                        "c " + NotControllerException.class.getSimpleName());
        assertThat(controller.image().nextProducerId()).isZero();
    }

    @Test
    void what_a_full_disk_does_not_take_is_a_storage_error_and_the_next_operation_is_decided() {
        disk.failWrites();
        submit("a", 1000, reserve(10));
        lane.run();
        disk.heal();
        submit("b", 1000, reserve(10));
        lane.run();

        assertThat(events).containsExactly("a " + KafkaStorageException.class.getSimpleName(), "b 0");
        assertThat(controller.image().nextProducerId()).isEqualTo(10);
    }

    @Test
    void closing_answers_everybody() {
        submit("a", 1000, reserve(10));
        lane.runWithoutDisk();
        submit("b", 1000, reserve(10));
        controller.close();
        lane.run();
        assertThat(events)
                .containsExactly(
                        "a " + TimeoutException.class.getSimpleName(),
                        "b " + NotControllerException.class.getSimpleName());
    }

    @Test
    void producer_ids_come_from_durable_blocks_and_never_twice() {
        ProducerIds ids = new ProducerIds(controller);
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            ids.next((id, failure) -> taken.add(id));
        }
        lane.run();
        assertThat(taken).hasSize(1500).doesNotHaveDuplicates().isSorted();
        assertThat(controller.image().nextProducerId()).isEqualTo(2000);

        new ProducerIds(controller).next((id, failure) -> taken.add(id));
        lane.run();
        assertThat(taken.get(1500))
                .as("the rest of a block dies with its broker")
                .isEqualTo(2000);
    }

    @Test
    void without_a_disk_no_producer_id_is_handed_out() {
        disk.failFlushes();
        new ProducerIds(controller).next((id, failure) -> events.add(id + " " + (failure != null)));
        lane.run();
        assertThat(events).containsExactlyInAnyOrder("null true", "fatal STORAGE");
    }
}
