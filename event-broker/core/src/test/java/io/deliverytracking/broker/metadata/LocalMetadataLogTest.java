package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.metadata.MetadataLogException.Kind;
import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Completion;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class LocalMetadataLogTest extends MetadataLogOnDisk {

    @Test
    void an_empty_directory_leads_in_epoch_0_at_once() {
        assertThat(start().listener().events).containsExactly("leader 0");
    }

    @Test
    void a_batch_is_replayed_and_acknowledged_only_after_its_flush() {
        Running running = start();

        append(running, 1);
        lane.runWithoutDisk();
        assertThat(outcomes).isEmpty();
        assertThat(running.listener().events).containsExactly("leader 0");

        lane.run();
        assertThat(outcomes).containsExactly("1@0");
        assertThat(running.listener().events).containsExactly("leader 0", "commit 0 epoch 0");
    }

    @Test
    void a_power_failure_loses_nothing_that_was_acknowledged_and_what_was_not_is_gone() {
        Running running = start();
        append(running, 1);
        lane.run();
        append(running, 2);
        disk.failPower();

        Running again = start();

        assertThat(again.listener().events).containsExactly("commit 0 epoch 0", "leader 1");
        assertThat(again.listener().image.nextProducerId()).isEqualTo(1);
    }

    @Test
    void batches_written_while_a_flush_is_under_way_share_the_next_one_in_order() {
        Running running = start();
        append(running, 1);
        append(running, 2);
        append(running, 3);
        lane.run();
        assertThat(outcomes).containsExactly("1@0", "2@1", "3@2");
        assertThat(start().listener().image.nextProducerId()).isEqualTo(3);
    }

    @Test
    void each_start_leads_in_a_new_epoch_and_an_append_of_an_old_one_is_refused() {
        Running running = start();
        append(running, 1);
        lane.run();

        Running again = start();
        assertThat(again.listener().epoch).isEqualTo(1);
        again.log()
                .append(
                        0,
                        List.of(new MetadataRecord.ProducerIdsReserved(9)),
                        (offset, failure) -> outcomes.add("old:" + ((MetadataLogException) failure).kind()));
        lane.run();

        assertThat(outcomes).containsExactly("1@0", "old:NOT_LEADER");
        assertThat(start().listener().image.nextProducerId()).isEqualTo(1);
    }

    @Test
    void a_tail_torn_at_any_byte_is_cut_and_the_log_goes_on_there() {
        Running running = start();
        append(running, 1);
        lane.run();
        int whole = disk.bytes(FIRST_FILE).length;
        append(running, 2);
        lane.run();
        byte[] both = disk.bytes(FIRST_FILE);

        for (int length = whole; length < both.length; length++) {
            disk.setBytes(FIRST_FILE, Arrays.copyOf(both, length));
            Running again = start();
            assertThat(again.listener().image.nextProducerId())
                    .as("cut at %d", length)
                    .isEqualTo(1);
            assertThat(disk.bytes(FIRST_FILE)).hasSize(whole);
            append(again, 7);
            lane.run();
            assertThat(start().listener().image.nextProducerId()).isEqualTo(7);
        }
    }

    @Test
    void a_tail_whose_sectors_were_never_written_is_cut_too() {
        Running running = start();
        append(running, 1);
        lane.run();
        byte[] bytes = disk.bytes(FIRST_FILE);
        disk.setBytes(FIRST_FILE, Arrays.copyOf(bytes, bytes.length + 700));

        assertThat(start().listener().image.nextProducerId()).isEqualTo(1);
        assertThat(disk.bytes(FIRST_FILE)).hasSize(bytes.length);
    }

    @Test
    void a_flipped_bit_anywhere_stops_the_start_and_names_file_and_position() {
        Running running = start();
        append(running, 1);
        append(running, 2);
        lane.run();
        byte[] healthy = disk.bytes(FIRST_FILE);
        int frameBytes = (healthy.length - MetadataFile.HEADER_BYTES) / 2;

        for (int position = 0; position < healthy.length; position++) {
            disk.setBytes(FIRST_FILE, healthy);
            disk.flipBit(FIRST_FILE, position);
            RecordingListener listener = start().listener();
            int frame = position < MetadataFile.HEADER_BYTES
                    ? 0
                    : MetadataFile.HEADER_BYTES + (position - MetadataFile.HEADER_BYTES) / frameBytes * frameBytes;
            assertThat(listener.events).as("bit flipped at %d", position).containsExactly("fatal");
            assertThat(listener.fatal.kind()).isEqualTo(Kind.STORAGE);
            assertThat(listener.fatal).hasMessageContaining("memory/" + FIRST_FILE + " at position " + frame + ":");
            assertThat(disk.bytes(FIRST_FILE)).as("nothing is cut").hasSize(healthy.length);
        }
    }

    @Test
    void a_missing_file_in_the_middle_stops_the_start() {
        Running running = start();
        append(running, 1);
        lane.run();
        disk.setBytes("00000000000000000005.log", MetadataFile.header(5).array());

        assertThat(start().listener().fatal).hasMessageContaining("batches are missing before offset 5, expected 1");
    }

    @Test
    void a_failed_flush_fails_what_waits_for_it_and_everything_after() {
        Running running = start();
        append(running, 1);
        disk.failFlushes();
        lane.run();
        append(running, 2);
        lane.run();

        assertThat(outcomes).containsExactly("1:STORAGE", "2:NOT_LEADER");
        assertThat(running.listener().events).containsExactly("leader 0", "fatal");
        assertThat(running.listener().fatal).hasMessageContaining("no space left on device");
    }

    @Test
    void closing_leaves_the_outcome_of_what_is_under_way_unknown() {
        Running running = start();
        append(running, 1);
        running.log().close();
        lane.run();
        assertThat(outcomes).containsExactly("1:UNKNOWN_OUTCOME");
        assertThat(running.listener().events).containsExactly("leader 0");
    }

    @Test
    void a_snapshot_replaces_the_batches_before_it() {
        Running running = start(100);
        for (int i = 1; i <= 20; i++) {
            append(running, i);
            lane.run();
        }
        assertThat(disk.files()).hasSize(2).allMatch(name -> !name.startsWith("00000000000000000000"));

        Running again = start(NO_SNAPSHOTS);
        assertThat(again.listener().events.get(0)).startsWith("snapshot ");
        assertThat(again.listener().image).isEqualTo(running.listener().image);
        append(again, 21);
        lane.run();
        assertThat(start(NO_SNAPSHOTS).listener().image.nextProducerId()).isEqualTo(21);
    }

    @Test
    void a_power_failure_at_any_moment_of_taking_snapshots_loses_nothing_acknowledged() {
        for (int steps = 0; steps < 60; steps++) {
            MemoryDirectory directory = new MemoryDirectory();
            SteppedLane stepped = new SteppedLane();
            RecordingListener listener = new RecordingListener();
            LocalMetadataLog log = new LocalMetadataLog(directory, stepped, 60);
            listener.onSnapshotWanted = () -> log.snapshot(listener.image.offset(), listener.image.toRecords());
            log.start(listener);
            stepped.step();
            long[] acknowledged = {0};
            for (int i = 1; i <= steps; i++) {
                long id = i;
                log.append(0, List.of(new MetadataRecord.ProducerIdsReserved(id)), (offset, failure) -> {
                    if (failure == null) {
                        acknowledged[0] = id;
                    }
                });
                stepped.step();
            }
            directory.failPower();

            RecordingListener recovered = new RecordingListener();
            LocalMetadataLog again = new LocalMetadataLog(directory, lane, NO_SNAPSHOTS);
            again.start(recovered);
            lane.run();
            assertThat(recovered.fatal).as("after %d steps", steps).isNull();
            assertThat(recovered.image.nextProducerId()).isGreaterThanOrEqualTo(acknowledged[0]);
        }
    }

    /** Runs one piece of background work at a time, so that appends, flushes and snapshots interleave. */
    private static final class SteppedLane implements BackgroundTasks {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public <T> void submit(Callable<? extends T> work, Completion<? super T> completion) {
            tasks.add(() -> {
                T result;
                try {
                    result = work.call();
                } catch (Throwable t) {
                    completion.complete(null, t);
                    return;
                }
                completion.complete(result, null);
            });
        }

        void step() {
            Runnable next = tasks.poll();
            if (next != null) {
                next.run();
            }
        }
    }

    /** Found by the crash matrix: a loss of power may leave the size of a file and not its bytes. */
    @Test
    void a_file_that_has_its_size_and_none_of_its_bytes_is_begun_anew() {
        Running running = start();
        append(running, 1);
        lane.run();
        disk.setBytes("00000000000000000001.log", new byte[MetadataFile.HEADER_BYTES + 50]);

        Running again = start();
        append(again, 2);
        lane.run();

        assertThat(start().listener().image.nextProducerId()).isEqualTo(2);
    }

    /** Found by losing each file: what came after the snapshot was gone, and the logs of its topics would have been deleted. */
    @Test
    void a_snapshot_without_the_file_behind_it_stops_the_start() {
        Running running = start(100);
        for (int i = 1; i <= 10; i++) {
            append(running, i);
            lane.run();
        }
        disk.files().stream().filter(name -> name.endsWith(".log")).forEach(disk::deleteFile);

        assertThat(start().listener().fatal).hasMessageContaining("there is no log file behind the snapshot");
    }

    /** Found by fuzzing. */
    @Test
    void whole_records_that_contradict_each_other_stop_the_start() {
        Running running = start();
        append(running, 5);
        append(running, 5);
        lane.run();
        byte[] bytes = disk.bytes(FIRST_FILE);
        byte[] frame = MetadataFrame.encode(2, 0, List.of(new MetadataRecord.ProducerIdsReserved(1)))
                .array();
        byte[] contradicting = Arrays.copyOf(bytes, bytes.length + frame.length);
        System.arraycopy(frame, 0, contradicting, bytes.length, frame.length);
        disk.setBytes(FIRST_FILE, contradicting);

        assertThat(start().listener().fatal).hasMessageContaining("cannot replay what stands at offset 2");
    }

    @Test
    void a_snapshot_waits_until_no_batch_is_under_way() {
        Running running = start(60);
        append(running, 1);
        append(running, 2);
        append(running, 3);
        lane.runWithoutDisk();
        assertThat(running.listener().events).containsExactly("leader 0");

        lane.run();

        assertThat(running.listener().events.get(3)).isEqualTo("commit 2 epoch 0");
        assertThat(running.listener().events.get(4)).isEqualTo("snapshot wanted");
        assertThat(disk.files()).containsExactly("00000000000000000002.snapshot", "00000000000000000003.log");
    }

    @Test
    void a_damaged_or_unfinished_snapshot_stops_the_start() {
        Running running = start(100);
        for (int i = 1; i <= 10; i++) {
            append(running, i);
            lane.run();
        }
        String snapshot = disk.files().stream()
                .filter(name -> name.endsWith(".snapshot"))
                .findFirst()
                .orElseThrow();
        byte[] healthy = disk.bytes(snapshot);

        disk.flipBit(snapshot, healthy.length - 1);
        assertThat(start().listener().fatal).hasMessageContaining(snapshot + " at position ");
        disk.setBytes(snapshot, healthy);
        disk.cut(snapshot, healthy.length - 25);
        assertThat(start().listener().fatal).hasMessageContaining("without its last frame");
    }

    @Test
    void a_snapshot_that_was_never_finished_is_removed() {
        disk.setBytes("00000000000000000003.snapshot.tmp", new byte[] {1, 2, 3});
        assertThat(start().listener().events).containsExactly("leader 0");
        assertThat(disk.files()).containsExactly(FIRST_FILE);
    }
}
