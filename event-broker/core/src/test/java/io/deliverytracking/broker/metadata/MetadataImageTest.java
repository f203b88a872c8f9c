package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.quota.QuotaEntity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class MetadataImageTest {

    private static final Uuid ID = new Uuid(1, 2);
    private static final Uuid OTHER_ID = new Uuid(3, 4);
    private static final ConfigResource TOPIC_A = new ConfigResource(ConfigResource.Type.TOPIC, "a");

    private static final QuotaEntity ANYBODYS_CLIENT = new QuotaEntity(null, "c");

    private static MetadataImage full() {
        MetadataImage image = Images.withTopic(Images.cluster(1, 2), "a", ID, 3);
        return Images.apply(
                image,
                List.of(
                        new MetadataRecord.BrokerRegistered(Images.fenced(3)),
                        new MetadataRecord.ConfigSet(TOPIC_A, "retention.ms", "1000"),
                        new MetadataRecord.ConfigSet(TOPIC_A, "segment.ms", ""),
                        new MetadataRecord.PartitionSet(ID, new PartitionImage(1, List.of(1, 2), List.of(2), 2, 5, 6)),
                        new MetadataRecord.ClientQuotaSet(ANYBODYS_CLIENT, "producer_byte_rate", 1024.0),
                        new MetadataRecord.ClientQuotaSet(
                                new QuotaEntity("u", QuotaEntity.DEFAULT), "consumer_byte_rate", 0.5),
                        new MetadataRecord.ProducerIdsReserved(Long.MAX_VALUE)));
    }

    @Test
    void the_records_of_an_image_rebuild_it() {
        assertThat(MetadataImage.EMPTY.next(9).replay(full().toRecords()).build())
                .isEqualTo(full());
    }

    @Test
    void every_record_survives_its_bytes() {
        List<MetadataRecord> records = new ArrayList<>(full().toRecords());
        records.add(new MetadataRecord.TopicDeleted(ID));
        records.add(new MetadataRecord.BrokerUnregistered(2));
        records.add(new MetadataRecord.ConfigSet(TOPIC_A, "k", null));
        records.add(new MetadataRecord.ClientQuotaSet(ANYBODYS_CLIENT, "producer_byte_rate", null));
        assertThat(records.stream().map(MetadataRecord::type).distinct())
                .containsExactlyInAnyOrder(MetadataRecordType.values());

        byte[] bytes = MetadataRecordCodec.encode(records);
        assertThat(MetadataRecordCodec.decode(ByteBuffer.wrap(bytes))).isEqualTo(records);
    }

    @Test
    void bytes_of_a_newer_version_or_of_no_known_type_are_refused() {
        byte[] bytes = MetadataRecordCodec.encode(List.of(new MetadataRecord.BrokerUnregistered(2)));
        byte[] newer = bytes.clone();
        newer[2] = 1;
        assertThatThrownBy(() -> MetadataRecordCodec.decode(ByteBuffer.wrap(newer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record type 3 version 1 is not known here");
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
        assertThatThrownBy(() -> MetadataRecordCodec.decode(ByteBuffer.wrap(longer)))
                .hasMessageContaining("2 bytes are left over");
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MetadataRecordCodec.decode(ByteBuffer.wrap(shorter)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** These bytes are on disks: a change of the layout is a new version, never a new meaning of an old one. */
    @Test
    void the_bytes_of_version_0_stay_as_they_are() {
        byte[] bytes = MetadataRecordCodec.encode(List.of(
                new MetadataRecord.TopicCreated("ab", new Uuid(1, 2)),
                new MetadataRecord.PartitionSet(new Uuid(1, 2), new PartitionImage(0, List.of(1), List.of(1), 1, 3, 4)),
                new MetadataRecord.ConfigSet(TOPIC_A, "k", null)));
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("03" + "0400" + "036162" + "0000000000000001" + "0000000000000002"
                        + "0600" + "0000000000000001" + "0000000000000002" + "00" + "0102" + "0102" + "02" + "06" + "08"
                        + "0700" + "02" + "0261" + "026b" + "00");
    }

    @Test
    void a_deleted_topic_takes_its_configuration_along() {
        MetadataImage image = Images.apply(full(), List.of(new MetadataRecord.TopicDeleted(ID)));
        assertThat(image.topic("a")).isNull();
        assertThat(image.topic(ID)).isNull();
        assertThat(image.configs()).isEmpty();
    }

    @Test
    void the_image_before_stays_as_it_was() {
        MetadataImage before = full();
        Images.apply(before, List.of(new MetadataRecord.TopicDeleted(ID), new MetadataRecord.BrokerUnregistered(1)));
        assertThat(before).isEqualTo(full());
    }

    @Test
    void records_that_contradict_the_image_are_a_fault_of_ours() {
        MetadataImage image = full();
        for (MetadataRecord wrong : List.of(
                new MetadataRecord.TopicCreated("a", OTHER_ID),
                new MetadataRecord.TopicCreated("b", ID),
                new MetadataRecord.TopicDeleted(OTHER_ID),
                new MetadataRecord.PartitionSet(OTHER_ID, new PartitionImage(0, List.of(1), List.of(1), 1, 0, 0)),
                new MetadataRecord.PartitionSet(ID, new PartitionImage(4, List.of(1), List.of(1), 1, 0, 0)),
                new MetadataRecord.BrokerUnregistered(9),
                new MetadataRecord.ClusterFormatted("another"),
                new MetadataRecord.ProducerIdsReserved(5))) {
            assertThatThrownBy(() -> image.next(9).replay(wrong).build())
                    .as("%s", wrong)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_partition_is_led_by_one_of_its_in_sync_replicas_or_by_nobody() {
        assertThatThrownBy(() -> new PartitionImage(0, List.of(1, 2), List.of(1), 2, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PartitionImage(0, List.of(1), List.of(1, 2), 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new PartitionImage(0, List.of(1), List.of(), PartitionImage.NO_LEADER, 0, 0).hasLeader())
                .isFalse();
    }

    @Test
    void a_delta_tells_deleted_created_changed_and_reconfigured_topics_apart() {
        MetadataImage before = Images.withTopic(full(), "b", OTHER_ID, 1);
        Uuid again = new Uuid(5, 6);
        MetadataImage after = Images.apply(
                before,
                List.of(
                        new MetadataRecord.TopicDeleted(OTHER_ID),
                        new MetadataRecord.TopicCreated("b", again),
                        new MetadataRecord.PartitionSet(again, new PartitionImage(0, List.of(1), List.of(1), 1, 0, 0)),
                        new MetadataRecord.PartitionSet(ID, new PartitionImage(3, List.of(1), List.of(1), 1, 0, 0)),
                        new MetadataRecord.ConfigSet(TOPIC_A, "retention.ms", null)));

        MetadataDelta delta = MetadataDelta.between(before, after);
        assertThat(delta.deleted()).containsExactly(before.topic("b"));
        assertThat(delta.created()).containsExactly(after.topic("b"));
        assertThat(delta.changed()).containsExactly(after.topic("a"));
        assertThat(delta.reconfigured()).containsExactly("a");
        MetadataDelta nothing = MetadataDelta.between(after, after);
        assertThat(nothing.changed()).isEmpty();
        assertThat(nothing.created()).isEmpty();
    }
}
