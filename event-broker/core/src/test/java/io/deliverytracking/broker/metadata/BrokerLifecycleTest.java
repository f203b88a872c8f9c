package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class BrokerLifecycleTest {

    private static final Uuid ID = new Uuid(8, 8);

    private final MemoryDirectory disk = new MemoryDirectory();
    private final TestLane lane = new TestLane();

    private MetadataController start() {
        MetadataController controller = new MetadataController(
                new LocalMetadataLog(disk, lane, LocalMetadataLog.DEFAULT_SNAPSHOT_AFTER_BYTES),
                lane,
                () -> {},
                failure -> {
                    throw failure;
                });
        controller.start();
        lane.run();
        return controller;
    }

    private BrokerRegistration register(MetadataController controller, int brokerId) {
        List<BrokerRegistration> registered = new ArrayList<>();
        new BrokerLifecycle(controller, new SeededRandom())
                .register(
                        brokerId,
                        Images.broker(brokerId).endpoints(),
                        null,
                        (registration, failure) -> registered.add(registration));
        lane.run();
        return registered.get(0);
    }

    private void create(MetadataController controller, String name, Uuid id, PartitionImage... partitions) {
        List<MetadataRecord> records = new ArrayList<>();
        records.add(new MetadataRecord.TopicCreated(name, id));
        for (PartitionImage partition : partitions) {
            records.add(new MetadataRecord.PartitionSet(id, partition));
        }
        controller.submit(1000, image -> new Decision<>(records, 0), (answer, failure) -> {});
        lane.run();
    }

    @Test
    void the_first_broker_gives_the_cluster_its_id_which_then_stays() {
        MetadataController controller = start();
        assertThat(controller.image().clusterId()).isNull();
        register(controller, 1);
        String clusterId = controller.image().clusterId();
        assertThat(clusterId).hasSize(22);

        MetadataController again = start();
        register(again, 1);
        assertThat(again.image().clusterId()).isEqualTo(clusterId);
    }

    @Test
    void each_registration_has_a_higher_epoch() {
        MetadataController controller = start();
        long first = register(controller, 1).brokerEpoch();
        long second = register(controller, 1).brokerEpoch();
        assertThat(second).isGreaterThan(first);
        assertThat(register(start(), 1).brokerEpoch()).isGreaterThan(second);
    }

    @Test
    void a_restart_begins_a_new_leader_epoch_of_what_the_broker_leads_or_can_lead_and_of_nothing_else() {
        MetadataController controller = start();
        register(controller, 1);
        register(controller, 2);
        create(
                controller,
                "t",
                ID,
                new PartitionImage(0, List.of(1), List.of(1), 1, 3, 3),
                new PartitionImage(1, List.of(2, 1), List.of(2, 1), 2, 3, 3),
                new PartitionImage(2, List.of(1, 2), List.of(1), PartitionImage.NO_LEADER, 3, 3),
                new PartitionImage(3, List.of(1, 2), List.of(2), PartitionImage.NO_LEADER, 3, 3));

        MetadataController again = start();
        register(again, 1);

        assertThat(again.image().topic("t").partitions())
                .extracting(p -> p.leader() + " in epoch " + p.leaderEpoch())
                .containsExactly("1 in epoch 4", "2 in epoch 3", "1 in epoch 4", "-1 in epoch 3");
    }

    @Test
    void more_partitions_than_a_batch_holds_are_elected_in_several() {
        MetadataController controller = start();
        register(controller, 1);
        for (int t = 0; t < 3; t++) {
            PartitionImage[] partitions = new PartitionImage[5000];
            for (int i = 0; i < partitions.length; i++) {
                partitions[i] = new PartitionImage(i, List.of(1), List.of(1), 1, 0, 0);
            }
            create(controller, "t" + t, new Uuid(8, t), partitions);
        }

        MetadataController again = start();
        register(again, 1);

        assertThat(again.image().topics())
                .hasSize(3)
                .allSatisfy(topic -> assertThat(topic.partitions()).allMatch(p -> p.leaderEpoch() == 1));
    }
}
