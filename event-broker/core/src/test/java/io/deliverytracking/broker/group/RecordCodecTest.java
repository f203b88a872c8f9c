package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.group.GroupMetadata.MemberMetadata;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes were written by Apache Kafka 4.3.1's own classes, for the same values. */
class RecordCodecTest {

    private static final String OFFSET_KEY = "00010006726964657273000864656c697665727900000007";
    private static final String OFFSET_VALUE_4 =
            "0004000000000000002a00000005066dc3a974610000011f71fb04cb01001011121314151617182122232425262728";
    private static final String OFFSET_VALUE_4_WITHOUT_ID =
            "0004000000000000002a00000005066dc3a974610000011f71fb04cb00";
    private static final String OFFSET_VALUE_1 = "0001000000000000002a00056dc3a974610000011f71fb04cb0000011f71fc8b6b";
    private static final String GROUP_KEY = "00020006726964657273";
    private static final String GROUP_VALUE_3 =
            "00030008636f6e73756d657200000003000572616e67650003632d310000011f71fb04cb"
                    + "000000020003632d310003692d31000163000a2f3132372e302e302e31000493e00000afc8000000020102000000"
                    + "01030003632d32ffff000163000a2f3132372e302e302e310000ea600000afc80000000000000000";
    private static final String GROUP_VALUE_EMPTY = "0003000000000000ffffffff0000011f71fb04cb00000000";

    private static final long COMMITTED_AT_MS = 1234567890123L;
    private static final Uuid TOPIC_ID = new Uuid(0x1112131415161718L, 0x2122232425262728L);

    @Test
    void aCommittedOffsetIsWrittenAsApacheKafkaWritesIt() {
        CoordinatorRecord record = offset(TOPIC_ID, OptionalLong.empty()).encode();

        assertThat(hex(record.key())).isEqualTo(OFFSET_KEY);
        assertThat(hex(record.value())).isEqualTo(OFFSET_VALUE_4);
        assertThat(hex(offset(Uuid.ZERO_UUID, OptionalLong.empty()).encode().value()))
                .isEqualTo(OFFSET_VALUE_4_WITHOUT_ID);
        assertThat(hex(offset(TOPIC_ID, OptionalLong.of(1234567990123L))
                        .encode()
                        .value()))
                .isEqualTo(OFFSET_VALUE_1);
    }

    @ParameterizedTest(name = "version {0}")
    @CsvSource({
        "0, 0000000000000000002a00056dc3a974610000011f71fb04cb, -1",
        "2, 0002000000000000002a00056dc3a974610000011f71fb04cb, -1",
        "3, 0003000000000000002a0000000500056dc3a974610000011f71fb04cb, 5",
        "4, 0004000000000000002a00000005066dc3a974610000011f71fb04cb00, 5"
    })
    void everyVersionOfACommittedOffsetIsRead(int version, String value, int leaderEpoch) {
        CommittedOffset committed = decodeOffset(value);

        assertThat(committed)
                .isEqualTo(new CommittedOffset(
                        42, leaderEpoch, "méta", COMMITTED_AT_MS, OptionalLong.empty(), Uuid.ZERO_UUID));
    }

    @Test
    void topicIdAndExpiryAreRead() {
        assertThat(decodeOffset(OFFSET_VALUE_4).topicId()).isEqualTo(TOPIC_ID);
        assertThat(decodeOffset(OFFSET_VALUE_1).expireTimestampMs()).hasValue(1234567990123L);
    }

    @Test
    void aTagOfALaterKafkaIsPassedOver() {
        String withAnotherTag = OFFSET_VALUE_4_WITHOUT_ID.substring(0, OFFSET_VALUE_4_WITHOUT_ID.length() - 2) + "02"
                + "0010" + "11121314151617182122232425262728" + "0903aabbcc";

        assertThat(decodeOffset(withAnotherTag).topicId()).isEqualTo(TOPIC_ID);
    }

    @Test
    void aGroupIsWrittenAsApacheKafkaWritesIt() {
        CoordinatorRecord record = new GroupMetadataRecord("riders", group(true)).encode();

        assertThat(hex(record.key())).isEqualTo(GROUP_KEY);
        assertThat(hex(record.value())).isEqualTo(GROUP_VALUE_3);
        GroupMetadata empty = new GroupMetadata("", 0, null, null, COMMITTED_AT_MS, List.of());
        assertThat(hex(new GroupMetadataRecord("riders", empty).encode().value()))
                .isEqualTo(GROUP_VALUE_EMPTY);
    }

    @ParameterizedTest(name = "version {0}")
    @CsvSource({
        "0, 00000008636f6e73756d657200000003000572616e67650003632d31000000020003632d31000163000a2f3132372e302e302e31"
                + "0000afc800000002010200000001030003632d32000163000a2f3132372e302e302e310000afc80000000000000000",
        "1, 00010008636f6e73756d657200000003000572616e67650003632d31000000020003632d31000163000a2f3132372e302e302e31"
                + "000493e00000afc800000002010200000001030003632d32000163000a2f3132372e302e302e310000ea600000afc8"
                + "0000000000000000",
        "2, 00020008636f6e73756d657200000003000572616e67650003632d310000011f71fb04cb000000020003632d31000163000a2f31"
                + "32372e302e302e31000493e00000afc800000002010200000001030003632d32000163000a2f3132372e302e302e31"
                + "0000ea600000afc80000000000000000",
        "3, " + GROUP_VALUE_3,
        "4, 000409636f6e73756d6572000000030672616e676504632d310000011f71fb04cb0304632d3104692d3102630b2f3132372e302e"
                + "302e31000493e00000afc803010202030004632d320002630b2f3132372e302e302e310000ea600000afc801010000"
    })
    void everyVersionOfAGroupIsRead(int version, String value) {
        GroupMetadata group = decodeGroup(value);

        assertThat(group.protocolType()).isEqualTo("consumer");
        assertThat(group.generationId()).isEqualTo(3);
        assertThat(group.protocol()).isEqualTo("range");
        assertThat(group.leaderId()).isEqualTo("c-1");
        assertThat(group.stateTimestampMs()).isEqualTo(version >= 2 ? COMMITTED_AT_MS : -1);
        MemberMetadata first = group.members().get(0);
        assertThat(first.memberId()).isEqualTo("c-1");
        assertThat(first.groupInstanceId()).isEqualTo(version >= 3 ? "i-1" : null);
        assertThat(first.clientHost()).isEqualTo("/127.0.0.1");
        assertThat(first.rebalanceTimeoutMs()).isEqualTo(version >= 1 ? 300_000 : 45_000);
        assertThat(first.sessionTimeoutMs()).isEqualTo(45_000);
        assertThat(first.subscription()).containsExactly(1, 2);
        assertThat(first.assignment()).containsExactly(3);
        assertThat(group.members().get(1).groupInstanceId()).isNull();
        assertThat(group.members().get(1).assignment()).isEmpty();
    }

    @Test
    void tombstonesKeepTheirKeys() {
        CoordinatorRecord offset = new OffsetRecord("riders", "delivery", 7, null).encode();
        CoordinatorRecord group = new GroupMetadataRecord("riders", null).encode();

        assertThat(offset.value()).isNull();
        assertThat(group.value()).isNull();
        assertThat(GroupRecordCodec.decode(offset)).isEqualTo(new OffsetRecord("riders", "delivery", 7, null));
        assertThat(GroupRecordCodec.decode(group)).isEqualTo(new GroupMetadataRecord("riders", null));
    }

    @Test
    void recordsOfShareAndStreamsGroupsAreNoneOfOurs() {
        for (byte kind : new byte[] {9, 15, 17, 24}) {
            assertThat(GroupRecordCodec.decode(new CoordinatorRecord(new byte[] {0, kind, 0, 1, 'g'}, null)))
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFSET_VALUE_4, OFFSET_VALUE_1})
    void aCommittedOffsetThatIsCutIsRefused(String value) {
        byte[] whole = bytes(value);
        for (int length = 0; length < whole.length; length++) {
            CoordinatorRecord cut = new CoordinatorRecord(bytes(OFFSET_KEY), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GroupRecordCodec.decode(cut)).isInstanceOf(RecordFormatException.class);
        }
    }

    @Test
    void aGroupThatIsCutIsRefused() {
        byte[] whole = bytes(GROUP_VALUE_3);
        for (int length = 0; length < whole.length; length++) {
            CoordinatorRecord cut = new CoordinatorRecord(bytes(GROUP_KEY), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GroupRecordCodec.decode(cut)).isInstanceOf(RecordFormatException.class);
        }
    }

    @Test
    void whateverTheBytesAreDecodingEndsWithARecordOrARefusal() {
        SeededRandom random = new SeededRandom(7);
        byte[] group = bytes(GROUP_VALUE_3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bent = group.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
            }
            try {
                GroupRecordCodec.decode(new CoordinatorRecord(bytes(GROUP_KEY), bent));
            } catch (RecordFormatException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void unknownVersionsAreRefused() {
        assertThatThrownBy(() -> decodeOffset("0005" + "00".repeat(40)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("version 5");
        assertThatThrownBy(() -> decodeGroup("0005" + "00".repeat(40)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("version 5");
    }

    @Test
    void subscriptionsAndAssignmentsOfConsumersAreRead() {
        assertThat(ConsumerProtocolReader.subscribedTopics(ConsumerProtocolBytes.subscription("a", "b")))
                .containsExactly("a", "b");
        assertThat(ConsumerProtocolReader.assignedPartitions(
                        bytes("0001" + "00000001" + "000161" + "00000002" + "00000000" + "00000005" + "ffffffff")))
                .containsExactly(new GroupSnapshot.TopicPartitions("a", List.of(0, 5)));
        assertThat(ConsumerProtocolReader.assignedPartitions(new byte[0])).isEmpty();
        assertThatThrownBy(() -> ConsumerProtocolReader.assignedPartitions(bytes("00017fffffff")))
                .isInstanceOf(RecordFormatException.class);
    }

    private static OffsetRecord offset(Uuid topicId, OptionalLong expireTimestampMs) {
        return new OffsetRecord(
                "riders",
                "delivery",
                7,
                new CommittedOffset(42, 5, "méta", COMMITTED_AT_MS, expireTimestampMs, topicId));
    }

    private static GroupMetadata group(boolean withInstanceId) {
        return new GroupMetadata(
                "consumer",
                3,
                "range",
                "c-1",
                COMMITTED_AT_MS,
                List.of(
                        new MemberMetadata(
                                "c-1",
                                withInstanceId ? "i-1" : null,
                                "c",
                                "/127.0.0.1",
                                300_000,
                                45_000,
                                new byte[] {1, 2},
                                new byte[] {3}),
                        new MemberMetadata("c-2", null, "c", "/127.0.0.1", 60_000, 45_000, new byte[0], new byte[0])));
    }

    private static CommittedOffset decodeOffset(String value) {
        GroupRecord record = GroupRecordCodec.decode(new CoordinatorRecord(bytes(OFFSET_KEY), bytes(value)));
        return ((OffsetRecord) record).committed();
    }

    private static GroupMetadata decodeGroup(String value) {
        GroupRecord record = GroupRecordCodec.decode(new CoordinatorRecord(bytes(GROUP_KEY), bytes(value)));
        return ((GroupMetadataRecord) record).metadata();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
