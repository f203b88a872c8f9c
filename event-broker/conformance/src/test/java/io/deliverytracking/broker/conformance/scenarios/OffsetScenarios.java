package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.DELETE_RECORDS;
import static org.apache.kafka.common.protocol.ApiKeys.LIST_OFFSETS;
import static org.apache.kafka.common.protocol.ApiKeys.OFFSET_FOR_LEADER_EPOCH;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Offsets of a log: by time, by epoch, and its start moved. */
final class OffsetScenarios {

    /** In the order of ListOffsetsHandler's table, and two that there are not. */
    private static final long[] SPECIAL_TIMES = {-1, -2, -3, -4, -5, -6, -7, Long.MIN_VALUE};

    private OffsetScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(LIST_OFFSETS, "special times", with -> {
                    String topic = log(with);
                    for (long time : SPECIAL_TIMES) {
                        with.ask(Requests.listOffsets(topic, time));
                    }
                }),
                scenario(LIST_OFFSETS, "special times of an empty log", with -> {
                    String topic = with.topic("t", 1);
                    for (long time : SPECIAL_TIMES) {
                        with.ask(Requests.listOffsets(topic, time));
                    }
                    with.ask(Requests.listOffsets(topic, 0));
                }),
                scenario(LIST_OFFSETS, "special times of a log whose start has moved", with -> {
                    String topic = log(with);
                    with.prepare(deleteRecords(topic, 0, 4));
                    for (long time : SPECIAL_TIMES) {
                        with.ask(Requests.listOffsets(topic, time));
                    }
                    with.ask(Requests.listOffsets(topic, 0));
                    with.ask(Requests.listOffsets(topic, Batches.TIME_MS + 1));
                }),
                scenario(LIST_OFFSETS, "special times of a log emptied", with -> {
                    String topic = log(with);
                    with.prepare(deleteRecords(topic, 0, -1));
                    for (long time : SPECIAL_TIMES) {
                        with.ask(Requests.listOffsets(topic, time));
                    }
                }),
                scenario(LIST_OFFSETS, "times before, in, between and behind batches", with -> {
                    String topic = log(with);
                    for (long time :
                            new long[] {0, -1, 1, 1_000, 1_001, 2_000, 2_001, 60_000, 60_001, 62_000, 62_001}) {
                        with.ask(Requests.listOffsets(topic, Batches.TIME_MS + time));
                    }
                    with.ask(Requests.listOffsets(topic, 0));
                    with.ask(Requests.listOffsets(topic, Long.MAX_VALUE));
                }),
                scenario(LIST_OFFSETS, "times that go back", with -> {
                    String topic = with.topic("t", 1);
                    for (int seconds : new int[] {50, 10, 90, 30, 90}) {
                        Requests.write(
                                with,
                                topic,
                                Batches.of(Batches.keyed(Batches.TIME_MS + seconds * 1_000L, "k", "v" + seconds)));
                    }
                    for (int seconds : new int[] {5, 10, 11, 50, 51, 90, 91}) {
                        with.ask(Requests.listOffsets(topic, Batches.TIME_MS + seconds * 1_000L));
                    }
                    with.ask(Requests.listOffsets(topic, -3));
                }),
                scenario(LIST_OFFSETS, "times in a compressed batch", with -> {
                    String topic = with.topic("t", 1);
                    Requests.write(
                            with, topic, Batches.compressed(Compression.gzip().build(), "a", "b", "c"));
                    with.ask(Requests.listOffsets(topic, Batches.TIME_MS + 500));
                    with.ask(Requests.listOffsets(topic, Batches.TIME_MS + 2_000));
                    with.ask(Requests.listOffsets(topic, -3));
                }),
                scenario(LIST_OFFSETS, "log append time", with -> {
                    String topic = with.topic("t", 1, "message.timestamp.type", "LogAppendTime");
                    Requests.write(with, topic, Batches.of("a", "b"));
                    with.ask(Requests.listOffsets(topic, 0));
                    with.ask(Requests.listOffsets(topic, Batches.TIME_MS));
                    with.ask(Requests.listOffsets(topic, -3));
                }),
                scenario(LIST_OFFSETS, "read committed", with -> {
                            String topic = log(with);
                            with.ask(Requests.listOffsets(topic, -1).setIsolationLevel((byte) 1));
                            with.ask(Requests.listOffsets(topic, -3).setIsolationLevel((byte) 1));
                        })
                        .from(2),
                scenario(LIST_OFFSETS, "unknown partition and topic", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(Requests.listOffsets(topic, of(9, -1)));
                    with.ask(Requests.listOffsets(topic, of(-1, -1)));
                    with.ask(Requests.listOffsets(topic, of(9, -3)));
                    with.ask(Requests.listOffsets(with.name("unknown"), of(0, -1)));
                    with.ask(Requests.listOffsets("not a name", of(0, -1)));
                }),
                scenario(LIST_OFFSETS, "a partition that is named twice", with -> {
                    String topic = with.topic("t", 2);
                    with.ask(Requests.listOffsets(topic, of(0, -1), of(0, -2), of(1, -1)));
                }),
                scenario(LIST_OFFSETS, "the leader's epoch", with -> {
                            String topic = log(with);
                            for (int epoch : new int[] {-1, 0, 1}) {
                                with.ask(Requests.listOffsets(topic, of(0, -1).setCurrentLeaderEpoch(epoch)));
                                with.ask(Requests.listOffsets(topic, of(0, 0).setCurrentLeaderEpoch(epoch)));
                            }
                        })
                        .from(4),
                scenario(OFFSET_FOR_LEADER_EPOCH, "epochs that were, are and are not yet", with -> {
                    String topic = log(with);
                    for (int epoch : new int[] {0, 1, 5, -1}) {
                        with.ask(epochEnd(topic, 0, epoch, -1));
                    }
                }),
                scenario(OFFSET_FOR_LEADER_EPOCH, "an empty log", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(epochEnd(topic, 0, 0, -1));
                    with.ask(epochEnd(topic, 0, 3, 0));
                }),
                scenario(OFFSET_FOR_LEADER_EPOCH, "fenced and unknown", with -> {
                    String topic = log(with);
                    with.ask(epochEnd(topic, 0, 0, 0));
                    with.ask(epochEnd(topic, 0, 0, 1));
                    with.ask(epochEnd(topic, 9, 0, -1));
                    with.ask(epochEnd(with.name("unknown"), 0, 0, -1));
                }),
                scenario(DELETE_RECORDS, "up to an offset, inside a batch, everything", with -> {
                    String topic = log(with);
                    with.ask(deleteRecords(topic, 0, 0));
                    with.ask(deleteRecords(topic, 0, 2));
                    with.ask(deleteRecords(topic, 0, 1));
                    with.ask(Requests.fetch(topic, with.idOf(topic), Requests.at(2)));
                    with.ask(deleteRecords(topic, 0, -1));
                    with.ask(Requests.fetch(topic, with.idOf(topic), Requests.at(6)));
                }),
                scenario(DELETE_RECORDS, "what can't be", with -> {
                    String topic = log(with);
                    with.ask(deleteRecords(topic, 0, 7));
                    with.ask(deleteRecords(topic, 0, -2));
                    with.ask(deleteRecords(topic, 9, 0));
                    with.ask(deleteRecords(with.name("unknown"), 0, 0));
                    with.ask(deleteRecords("__consumer_offsets", 0, 0));
                    String compacted = with.topic("compacted", 1, "cleanup.policy", "compact");
                    with.ask(deleteRecords(compacted, 0, 0));
                    String both = with.topic("both", 1, "cleanup.policy", "compact,delete");
                    with.ask(deleteRecords(both, 0, 0));
                }));
    }

    /** Six records: three seconds, and a minute later three more. */
    private static String log(Conversation with) throws IOException {
        String topic = with.topic("t", 1);
        Requests.write(with, topic, Batches.of("a", "b", "c"));
        SimpleRecord[] later = new SimpleRecord[3];
        for (int i = 0; i < later.length; i++) {
            later[i] = Batches.keyed(Batches.TIME_MS + 60_000 + i * 1_000L, "k" + i, "later" + i);
        }
        Requests.write(with, topic, Batches.of(later));
        return topic;
    }

    private static ListOffsetsRequestData.ListOffsetsPartition of(int partition, long time) {
        return new ListOffsetsRequestData.ListOffsetsPartition()
                .setPartitionIndex(partition)
                .setTimestamp(time);
    }

    private static OffsetForLeaderEpochRequestData epochEnd(String topic, int partition, int epoch, int current) {
        OffsetForLeaderEpochRequestData request = new OffsetForLeaderEpochRequestData().setReplicaId(-1);
        request.topics()
                .add(new OffsetForLeaderEpochRequestData.OffsetForLeaderTopic()
                        .setTopic(topic)
                        .setPartitions(List.of(new OffsetForLeaderEpochRequestData.OffsetForLeaderPartition()
                                .setPartition(partition)
                                .setLeaderEpoch(epoch)
                                .setCurrentLeaderEpoch(current))));
        return request;
    }

    static DeleteRecordsRequestData deleteRecords(String topic, int partition, long offset) {
        return new DeleteRecordsRequestData()
                .setTimeoutMs(Requests.TIMEOUT_MS)
                .setTopics(List.of(new DeleteRecordsRequestData.DeleteRecordsTopic()
                        .setName(topic)
                        .setPartitions(List.of(new DeleteRecordsRequestData.DeleteRecordsPartition()
                                .setPartitionIndex(partition)
                                .setOffset(offset)))));
    }
}
