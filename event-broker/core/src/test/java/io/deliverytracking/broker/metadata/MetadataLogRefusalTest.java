package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A disk that takes no more: what it did not take is taken back, and refused, or the log is at its end. */
class MetadataLogRefusalTest extends MetadataLogOnDisk {

    @Test
    void a_write_torn_at_any_byte_is_cut_off_and_only_its_batch_is_refused() {
        Running running = start();
        append(running, 1);
        lane.run();
        byte[] before = disk.bytes(FIRST_FILE);
        int frameBytes = before.length - MetadataFile.HEADER_BYTES;
        outcomes.clear();

        for (int torn = 0; torn <= frameBytes; torn++) {
            disk.tearNextWrite(torn);
            append(running, 2);
            assertThat(outcomes).as("no callback inside the call").isEmpty();
            lane.run();
            assertThat(outcomes).as("torn after %d bytes", torn).containsExactly("2:REFUSED");
            assertThat(disk.bytes(FIRST_FILE)).isEqualTo(before);
            outcomes.clear();
        }
        append(running, 3);
        lane.run();

        assertThat(outcomes).containsExactly("3@1");
        assertThat(running.listener().events).containsExactly("leader 0", "commit 0 epoch 0", "commit 1 epoch 0");
        assertThat(start().listener().image.nextProducerId()).isEqualTo(3);
    }

    @Test
    void a_full_disk_refuses_batches_until_there_is_room() {
        Running running = start();
        disk.failWrites();
        append(running, 1);
        append(running, 2);
        lane.run();
        disk.heal();
        append(running, 3);
        lane.run();

        assertThat(outcomes).containsExactly("1:REFUSED", "2:REFUSED", "3@0");
        assertThat(running.listener().events).containsExactly("leader 0", "commit 0 epoch 0");
    }

    @Test
    void a_batch_before_the_refused_one_is_acknowledged() {
        Running running = start();
        append(running, 1);
        disk.tearNextWrite(10);
        append(running, 2);
        append(running, 3);
        lane.run();

        assertThat(outcomes).containsExactlyInAnyOrder("1@0", "2:REFUSED", "3@1");
        assertThat(start().listener().image.nextProducerId()).isEqualTo(3);
    }

    @Test
    void a_batch_is_refused_only_after_its_cut_is_forced_and_a_cut_that_cannot_be_is_fatal() {
        Running running = start();
        disk.tearNextWrite(10);
        append(running, 1);
        disk.failFlushes();
        lane.runWithoutDisk();
        assertThat(outcomes).isEmpty();
        lane.run();

        assertThat(outcomes).containsExactly("1:STORAGE");
        assertThat(running.listener().events).containsExactly("leader 0", "fatal");
    }

    @Test
    void a_torn_batch_that_cannot_be_cut_off_is_fatal_and_nothing_is_written_behind_it() {
        Running running = start();
        append(running, 1);
        lane.run();
        disk.tearNextWrite(10);
        disk.failTruncates();
        append(running, 2);
        disk.heal();
        append(running, 3);
        lane.run();

        assertThat(outcomes).containsExactlyInAnyOrder("1@0", "2:STORAGE", "3:NOT_LEADER");
        assertThat(running.listener().events).containsExactly("leader 0", "commit 0 epoch 0", "fatal");
        assertThat(start().listener().image.nextProducerId()).isEqualTo(1);
    }

    /** Found by the crash matrix: the torn batch stood in a file with another behind it, and no start was possible. */
    @Test
    void no_file_is_begun_behind_a_batch_whose_cut_is_not_forced_though_a_snapshot_is_due() {
        Running running = start(20);
        append(running, 1);
        disk.tearNextWrite(10);
        append(running, 2);
        while (!outcomes.contains("2:REFUSED")) {
            assertThat(disk.files()).containsExactly(FIRST_FILE);
            assertThat(lane.runOne()).isTrue();
        }
        assertThat(outcomes).containsExactly("1@0", "2:REFUSED");

        Running again = start(NO_SNAPSHOTS);

        assertThat(again.listener().fatal).isNull();
        assertThat(again.listener().image.nextProducerId()).isEqualTo(1);
    }

    /** Found by the crash matrix: batches went on in the old file with the new one behind it, and no start was possible. */
    @Test
    void a_file_that_cannot_be_begun_is_taken_back_and_batches_go_on_in_the_old_one() {
        Running running = start(20);
        running.listener().onSnapshotWanted = () -> {
            disk.tearNextWrite(8);
            running.log().snapshot(running.listener().image.offset(), List.of());
        };
        append(running, 1);
        lane.run();
        append(running, 2);
        lane.run();
        assertThat(outcomes).containsExactly("1@0", "2@1");
        disk.failPower();

        Running again = start();

        assertThat(again.listener().fatal).isNull();
        assertThat(again.listener().image.nextProducerId()).isEqualTo(2);
    }

    @Test
    void a_file_whose_taking_back_cannot_be_forced_is_the_last_thing_that_is_tried() {
        Running running = start(20);
        running.listener().onSnapshotWanted = () -> {
            disk.tearNextWrite(8);
            disk.failFlushes();
            running.log().snapshot(0, running.listener().image.toRecords());
            append(running, 2);
        };
        append(running, 1);
        lane.run();
        assertThat(outcomes).containsExactlyInAnyOrder("1@0", "2:NOT_LEADER");
        assertThat(running.listener().events).endsWith("fatal");
        disk.heal();

        Running again = start();

        assertThat(again.listener().fatal).isNull();
        assertThat(again.listener().image.nextProducerId()).isEqualTo(1);
    }

    @Test
    void a_snapshot_that_the_disk_refuses_leaves_nothing_and_a_later_one_is_written() {
        Running running = start(100);
        Runnable snapshot = running.listener().onSnapshotWanted;
        running.listener().onSnapshotWanted = () -> {
            snapshot.run();
            disk.failWrites();
        };
        long id = 1;
        while (!running.listener().events.contains("snapshot wanted")) {
            append(running, id++);
            lane.run();
        }
        assertThat(disk.files()).as("the file behind it is begun").hasSize(2).noneMatch(f -> f.contains("snapshot"));
        disk.heal();
        running.listener().onSnapshotWanted = snapshot;
        for (int i = 0; i < 10; i++) {
            append(running, id++);
            lane.run();
        }

        assertThat(running.listener().fatal).isNull();
        assertThat(disk.files()).anyMatch(file -> file.endsWith(".snapshot"));
        assertThat(start(NO_SNAPSHOTS).listener().image).isEqualTo(running.listener().image);
    }
}
