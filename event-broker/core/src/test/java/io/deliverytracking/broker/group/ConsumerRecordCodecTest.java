package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.group.ConsumerGroupEpochRecord.GroupEpoch;
import io.deliverytracking.broker.group.TargetEpochRecord.TargetEpoch;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes were written by Apache Kafka 4.3.1's own classes, for the same values. */
class ConsumerRecordCodecTest {

    private static final long TIMESTAMP_MS = 1234567890123L;
    private static final Uuid NORTH = new Uuid(0x1112131415161718L, 0x2122232425262728L);

    private static final String MEMBER_VALUE =
            "000004692d31027202630b2f3132372e302e302e3103066e6f72746806736f75746808636974792d2e2a000493e00672616e676500";
    private static final String CLASSIC_MEMBER_VALUE =
            "000004692d31027202630b2f3132372e302e302e3103066e6f72746806736f75746808636974792d2e2a000493e00672616e6765"
                    + "010011010000afc8020672616e67650301020000";
    private static final String CURRENT_KEY = "0008000672696465727300036d2d31";
    private static final String CURRENT_VALUE =
            "000000000007000000060102111213141516171821222324252627280300000000000000050100090300000003000000070211121314"
                    + "1516171821222324252627280200000002010005020000000300";
    private static final String CURRENT_VALUE_WITHOUT_EPOCHS =
            "0000000000070000000601021112131415161718212223242526272803000000000000000500021112131415161718212223242526"
                    + "272802000000020000";

    private static final ConsumerMemberMetadata METADATA = new ConsumerMemberMetadata(
            "i-1", "r", "c", "/127.0.0.1", new TreeSet<>(List.of("north", "south")), "city-.*", 300_000, "range", null);

    private static final ConsumerMemberMetadata CLASSIC_METADATA = new ConsumerMemberMetadata(
            "i-1",
            "r",
            "c",
            "/127.0.0.1",
            new TreeSet<>(List.of("north", "south")),
            "city-.*",
            300_000,
            "range",
            new ClassicMemberMetadata(45_000, List.of(new JoinGroup.Protocol("range", new byte[] {1, 2}))));

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of(
                        new ConsumerGroupEpochRecord("riders", new GroupEpoch(7, TIMESTAMP_MS)),
                        "00030006726964657273",
                        "0000000000070100080000011f71fb04cb"),
                Arguments.of(
                        new ConsumerGroupEpochRecord("riders", new GroupEpoch(7, 0)),
                        "00030006726964657273",
                        "00000000000700"),
                Arguments.of(
                        new ConsumerMemberRecord("riders", "m-1", METADATA),
                        "0005000672696465727300036d2d31",
                        MEMBER_VALUE),
                Arguments.of(
                        new ConsumerMemberRecord("riders", "m-1", CLASSIC_METADATA),
                        "0005000672696465727300036d2d31",
                        CLASSIC_MEMBER_VALUE),
                Arguments.of(
                        new ConsumerMemberRecord(
                                "riders",
                                "m-1",
                                new ConsumerMemberMetadata(
                                        null, null, "", "", Collections.emptySortedSet(), null, -1, null, null)),
                        "0005000672696465727300036d2d31",
                        "0000000001010100ffffffff0000"),
                Arguments.of(
                        new TargetEpochRecord("riders", new TargetEpoch(7, TIMESTAMP_MS)),
                        "00060006726964657273",
                        "0000000000070100080000011f71fb04cb"),
                Arguments.of(
                        new TargetMemberRecord(
                                "riders",
                                "m-1",
                                new PartitionSet.Builder()
                                        .add(NORTH, 0)
                                        .add(NORTH, 5)
                                        .build()),
                        "0007000672696465727300036d2d31",
                        "000002111213141516171821222324252627280300000000000000050000"),
                Arguments.of(
                        new CurrentAssignmentRecord("riders", "m-1", current(3, 7, 3)), CURRENT_KEY, CURRENT_VALUE),
                Arguments.of(
                        new RegexRecord(
                                "riders",
                                "city-.*",
                                new ResolvedRegex(
                                        new TreeSet<>(List.of("city-north", "city-south")), 42, TIMESTAMP_MS)),
                        "001000067269646572730007636974792d2e2a",
                        "0000030b636974792d6e6f7274680b636974792d736f757468000000000000002a0000011f71fb04cb00"));
    }

    private static CurrentAssignment current(int first, int second, int third) {
        return new CurrentAssignment(
                7,
                6,
                MemberState.UNREVOKED_PARTITIONS,
                new AssignedPartitions.Builder()
                        .add(NORTH, 0, first)
                        .add(NORTH, 5, second)
                        .build(),
                new AssignedPartitions.Builder().add(NORTH, 2, third).build());
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordIsWrittenAndReadAsApacheKafkaDoes(ConsumerGroupRecord record, String key, String value) {
        CoordinatorRecord bytes = record.encode();

        assertThat(HexFormat.of().formatHex(bytes.key())).isEqualTo(key);
        assertThat(HexFormat.of().formatHex(bytes.value())).isEqualTo(value);
        assertThat(GroupRecordCodec.decode(bytes)).isEqualTo(record);
        assertThat(GroupRecordCodec.decode(new CoordinatorRecord(bytes.key(), null)))
                .isInstanceOfSatisfying(ConsumerGroupRecord.class, tombstone -> {
                    assertThat(tombstone.isTombstone()).isTrue();
                    assertThat(tombstone.encode().key()).isEqualTo(bytes.key());
                    assertThat(tombstone.encode().value()).isNull();
                });
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordThatIsCutIsRefused(ConsumerGroupRecord record) {
        CoordinatorRecord bytes = record.encode();
        byte[] whole = bytes.value();
        // The tagged fields at the end are passed over unread in some records: cut before them.
        for (int length = 0; length < whole.length - 1; length++) {
            CoordinatorRecord cut = new CoordinatorRecord(bytes.key(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GroupRecordCodec.decode(cut)).isInstanceOf(RecordFormatException.class);
        }
    }

    @Test
    void partitionsWithoutEpochsCountAsAssignedInTheMembersOwn() {
        assertThat(decode(CURRENT_KEY, CURRENT_VALUE_WITHOUT_EPOCHS))
                .isEqualTo(new CurrentAssignmentRecord("riders", "m-1", current(7, 7, 7)));
    }

    @Test
    void thatAnOldGroupsTopicsAreForgottenIsKnownAndTheTopicsAreNot() {
        PartitionMetadataRecord forgotten = new PartitionMetadataRecord("riders");

        assertThat(HexFormat.of().formatHex(forgotten.encode().key())).isEqualTo("00040006726964657273");
        assertThat(GroupRecordCodec.decode(forgotten.encode())).isEqualTo(forgotten);
        assertThat(decode("00040006726964657273", "0000")).isNull();
    }

    @Test
    void aMemberOfTheClassicProtocolKnowsAProtocol() {
        assertThatThrownBy(() -> decode(
                        "0005000672696465727300036d2d31",
                        "0000000001010100ffffffff00" + "010006010000afc8" + "01" + "00"))
                .isInstanceOf(RecordFormatException.class);
    }

    @Test
    void aStateOrVersionOfALaterKafkaIsRefused() {
        assertThatThrownBy(() -> decode(CURRENT_KEY, CURRENT_VALUE.replace("0000000601", "0000000609")))
                .isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> decode("00030006726964657273", "00010000000700"))
                .isInstanceOf(RecordFormatException.class);
    }

    private static Object decode(String key, String value) {
        return GroupRecordCodec.decode(new CoordinatorRecord(
                HexFormat.of().parseHex(key), HexFormat.of().parseHex(value)));
    }
}
