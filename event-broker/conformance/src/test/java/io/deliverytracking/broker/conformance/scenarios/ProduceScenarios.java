package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.INIT_PRODUCER_ID;
import static org.apache.kafka.common.protocol.ApiKeys.PRODUCE;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.Scenario;
import io.deliverytracking.broker.conformance.script.Script;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Appending: what is taken, what is refused, and how that is said. */
final class ProduceScenarios {

    private static final long UNSEEN_PRODUCER = 4_711;

    private ProduceScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(taken(), refusedBatches(), refusedRequests(), idempotent(), producerIds())
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> taken() {
        return Stream.of(
                produce("records, then more", with -> {
                    String topic = with.topic("t", 2);
                    Uuid id = with.idOf(topic);
                    with.ask(Requests.produce(topic, id, Batches.of("a", "b")));
                    with.ask(Requests.produce(topic, id, Batches.of("c")).setAcks((short) 1));
                    with.ask(Requests.produce(topic, id, 1, Batches.of("d")));
                    readBack(with, topic);
                }),
                produce("records that want no answer", with -> {
                    String topic = with.topic("t", 1);
                    with.tell(Requests.produce(topic, with.idOf(topic), Batches.of("a"))
                            .setAcks((short) 0));
                    readBack(with, topic);
                }),
                produce("several partitions, one of them unknown", with -> {
                    String topic = with.topic("t", 1);
                    ProduceRequestData request = Requests.produce(topic, with.idOf(topic), Batches.of("a"));
                    request.topicData()
                            .iterator()
                            .next()
                            .setPartitionData(List.of(
                                    new ProduceRequestData.PartitionProduceData()
                                            .setIndex(0)
                                            .setRecords(Batches.of("a")),
                                    new ProduceRequestData.PartitionProduceData()
                                            .setIndex(7)
                                            .setRecords(Batches.of("b"))));
                    with.ask(request);
                }),
                codec("gzip", Compression.gzip().build(), 3),
                codec("snappy", Compression.snappy().build(), 3),
                codec("lz4", Compression.lz4().build(), 3),
                codec("zstd", Compression.zstd().build(), 3),
                produce("a topic that compresses", with -> {
                    String topic = with.topic("t", 1, "compression.type", "gzip");
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("a", "b")));
                    readBack(with, topic);
                }),
                produce("a topic that uncompresses", with -> {
                    String topic = with.topic("t", 1, "compression.type", "uncompressed");
                    with.ask(Requests.produce(
                            topic,
                            with.idOf(topic),
                            Batches.compressed(Compression.gzip().build(), "a", "b")));
                    readBack(with, topic);
                }),
                produce("a topic with log append time", with -> {
                    String topic = with.topic("t", 1, "message.timestamp.type", "LogAppendTime");
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("a", "b")));
                    readBack(with, topic);
                }),
                produce("keys on a compacted topic", with -> {
                    String topic = with.topic("t", 1, "cleanup.policy", "compact");
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("a", "b")));
                }),
                produce("a record without key, without value, with headers", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(Requests.produce(
                            topic,
                            with.idOf(topic),
                            Batches.of(
                                    new SimpleRecord(Batches.TIME_MS, null, Batches.bytes("v")),
                                    new SimpleRecord(Batches.TIME_MS + 1, Batches.bytes("k"), null),
                                    new SimpleRecord(
                                            Batches.TIME_MS + 2, Batches.bytes("k"), Batches.bytes("v"), new Header[] {
                                                new RecordHeader("h", Batches.bytes("1"))
                                            }))));
                    readBack(with, topic);
                }),
                produce("a record without time", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(Requests.produce(
                            topic,
                            with.idOf(topic),
                            Batches.of(new SimpleRecord(RecordBatch.NO_TIMESTAMP, null, Batches.bytes("v")))));
                    readBack(with, topic);
                }));
    }

    private static Stream<Scenario> refusedBatches() {
        return Stream.of(
                refused("a broken checksum", with -> Batches.withBrokenChecksum("a")),
                refused("magic 0", with -> Batches.ofMagic(0, "a")),
                refused("magic 1", with -> Batches.ofMagic(1, "a")),
                refused("magic 3", with -> Batches.withMagic(3, "a")),
                refused("negative magic", with -> Batches.withMagic(-1, "a")),
                refused("fewer records than it claims", with -> Batches.claiming(2, "a")),
                refused("more records than it claims", with -> Batches.claiming(1, "a", "b")),
                refused("no record at all", with -> Batches.claiming(0, "a")),
                refused("a negative count of records", with -> Batches.claiming(-1, "a")),
                refused("a base offset", with -> Batches.startingAt(5, "a")),
                refused("a negative base offset", with -> Batches.startingAt(-1, "a")),
                refused("a batch that is cut off", with -> Batches.cutOff(3, "a")),
                refused("a header that is cut off", with -> Batches.cutOff(40, "a")),
                refused("two batches", with -> Batches.several(Batches.of("a"), Batches.of("b"))),
                refused("a batch and what is none", with -> Batches.several(Batches.of("a"), Batches.cutOff(9, "b"))),
                refused("an empty batch", with -> MemoryRecords.EMPTY),
                refused(
                        "a batch from the future",
                        with -> Batches.of(Batches.keyed(System.currentTimeMillis() + 7_200_000, "k", "v"))),
                refused(
                        "a transactional batch",
                        with -> MemoryRecords.withTransactionalRecords(
                                Compression.NONE,
                                UNSEEN_PRODUCER,
                                (short) 0,
                                0,
                                Batches.keyed(Batches.TIME_MS, "k", "v"))),
                refused(
                        "a control batch",
                        with -> MemoryRecords.withEndTransactionMarker(
                                Batches.TIME_MS,
                                UNSEEN_PRODUCER,
                                (short) 0,
                                new EndTransactionMarker(ControlRecordType.COMMIT, 0))),
                produce("a batch above max.message.bytes", with -> {
                    String topic = with.topic("t", 1, "max.message.bytes", "500");
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("x".repeat(400))));
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("x".repeat(600))));
                    readBack(with, topic);
                }),
                produce("a batch larger than a segment", with -> {
                    String topic = with.topic("t", 1, "segment.bytes", "1048576", "max.message.bytes", "3000000");
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("x".repeat(1_500_000))));
                }),
                produce("no key on a compacted topic", with -> {
                    String topic = with.topic("t", 1, "cleanup.policy", "compact");
                    Uuid id = with.idOf(topic);
                    with.ask(Requests.produce(topic, id, Batches.of(Batches.keyed(Batches.TIME_MS, null, "v"))));
                    with.ask(Requests.produce(
                            topic,
                            id,
                            Batches.of(
                                    Batches.keyed(Batches.TIME_MS, "k", "v"),
                                    Batches.keyed(Batches.TIME_MS, null, "v"))));
                    with.ask(Requests.produce(
                            topic,
                            id,
                            MemoryRecords.withRecords(
                                    Compression.gzip().build(), Batches.keyed(Batches.TIME_MS, null, "v"))));
                    readBack(with, topic);
                }),
                produce("a batch older than the topic takes", with -> {
                    String topic = with.topic("t", 1, "message.timestamp.before.max.ms", "60000");
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("a", "b")));
                    readBack(with, topic);
                }));
    }

    private static Stream<Scenario> refusedRequests() {
        return Stream.of(
                produce("an unknown topic", with -> {
                    with.ask(Requests.produce(with.name("unknown"), Requests.UNKNOWN_ID, Batches.of("a")));
                    with.ask(Requests.produce(with.name("unknown"), Uuid.ZERO_UUID, Batches.of("a")));
                }),
                produce("an unknown partition", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(Requests.produce(topic, with.idOf(topic), 1, Batches.of("a")));
                    with.ask(Requests.produce(topic, with.idOf(topic), -1, Batches.of("a")));
                }),
                produce("acks that there are not", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("a"))
                            .setAcks((short) 2));
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("a"))
                            .setAcks((short) -2));
                }),
                produce("an unknown topic, and no answer wanted", with -> {
                    with.tell(Requests.produce(with.name("unknown"), Requests.UNKNOWN_ID, Batches.of("a"))
                            .setAcks((short) 0));
                    with.ask(Requests.metadata("__consumer_offsets"));
                }),
                produce("a broken checksum, and no answer wanted", with -> {
                    String topic = with.topic("t", 1);
                    with.tell(Requests.produce(topic, with.idOf(topic), Batches.withBrokenChecksum("a"))
                            .setAcks((short) 0));
                    with.ask(Requests.metadata("__consumer_offsets"));
                }),
                produce("nothing", with -> with.ask(new ProduceRequestData().setAcks((short) -1))),
                produce(
                        "an internal topic",
                        with -> with.ask(Requests.produce(
                                "__consumer_offsets", with.idOf("__consumer_offsets"), Batches.of("a")))),
                produce("a transactional id without a transaction", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.of("a"))
                            .setTransactionalId(with.name("x")));
                }));
    }

    private static Stream<Scenario> idempotent() {
        return Stream.of(
                produce("a duplicate gets the offset of the first", with -> {
                    Producing producer = new Producing(with);
                    producer.send(0, "a", "b");
                    producer.send(2, "c");
                    producer.send(0, "a", "b");
                    producer.send(2, "c");
                    producer.readBack();
                }),
                produce("a duplicate older than the last five", with -> {
                    Producing producer = new Producing(with);
                    for (int i = 0; i < 7; i++) {
                        producer.send(i, "v" + i);
                    }
                    producer.send(1, "v1");
                    producer.send(2, "v2");
                    producer.send(6, "v6");
                    producer.readBack();
                }),
                produce("sequences with a gap", with -> {
                    Producing producer = new Producing(with);
                    producer.send(0, "a");
                    producer.send(5, "f");
                    producer.send(1, "b");
                    producer.send(0, "a", "b");
                    producer.readBack();
                }),
                produce("a first sequence that is not zero", with -> {
                    Producing producer = new Producing(with);
                    producer.send(3, "d");
                    producer.send(4, "e");
                    producer.send(0, "a");
                    producer.readBack();
                }),
                produce("epochs", with -> {
                    Producing producer = new Producing(with);
                    producer.send(0, "a");
                    producer.sendIn(1, 0, "b");
                    producer.sendIn(0, 1, "c");
                    producer.sendIn(2, 5, "d");
                    producer.sendIn(1, 1, "e");
                    producer.sendIn(-1, 1, "f");
                    producer.readBack();
                }),
                produce("the sequence wraps", with -> {
                    Producing producer = new Producing(with);
                    producer.send(Integer.MAX_VALUE, "a", "b");
                    producer.send(1, "c");
                    producer.send(Integer.MAX_VALUE, "a", "b");
                    producer.readBack();
                }),
                produce("a negative sequence", with -> {
                    Producing producer = new Producing(with);
                    producer.send(-2, "a");
                    producer.send(-1, "a");
                    producer.readBack();
                }));
    }

    /** One idempotent producer, whose id the broker gave. */
    private static final class Producing {
        private final Conversation with;
        private final String topic;
        private final Uuid id;
        private final long producerId;

        Producing(Conversation with) throws IOException {
            this.with = with;
            this.topic = with.topic("t", 1);
            this.id = with.idOf(topic);
            InitProducerIdResponseData given =
                    with.prepare(new InitProducerIdRequestData().setTransactionTimeoutMs(60_000));
            this.producerId = given.producerId();
        }

        void send(int sequence, String... values) throws IOException {
            sendIn(0, sequence, values);
        }

        void sendIn(int epoch, int sequence, String... values) throws IOException {
            with.ask(Requests.produce(topic, id, Batches.idempotent(producerId, epoch, sequence, values)));
        }

        void readBack() throws IOException {
            ProduceScenarios.readBack(with, topic);
            with.ask(AdminScenarios.describeProducers(topic, 0));
        }
    }

    private static Stream<Scenario> producerIds() {
        return Stream.of(
                scenario(INIT_PRODUCER_ID, "ids for idempotence", with -> {
                    with.ask(new InitProducerIdRequestData().setTransactionTimeoutMs(60_000));
                    with.ask(new InitProducerIdRequestData().setTransactionTimeoutMs(0));
                    with.ask(new InitProducerIdRequestData().setTransactionTimeoutMs(-1));
                }),
                scenario(INIT_PRODUCER_ID, "somebody who has an id", with -> {
                            InitProducerIdResponseData given =
                                    with.ask(new InitProducerIdRequestData().setTransactionTimeoutMs(60_000));
                            with.ask(again(given.producerId(), 0));
                            with.ask(again(given.producerId(), 7));
                            with.ask(again(1_234_567, 0));
                        })
                        .from(3),
                scenario(INIT_PRODUCER_ID, "half an id", with -> {
                            with.ask(again(5, -1));
                            with.ask(again(-1, 5));
                        })
                        .from(3),
                scenario(
                        INIT_PRODUCER_ID,
                        "an empty transactional id",
                        with -> with.ask(new InitProducerIdRequestData()
                                .setTransactionalId("")
                                .setTransactionTimeoutMs(60_000))),
                scenario(
                        INIT_PRODUCER_ID,
                        "a transactional id",
                        with -> with.ask(new InitProducerIdRequestData()
                                .setTransactionalId(with.name("x"))
                                .setTransactionTimeoutMs(0))));
    }

    private static InitProducerIdRequestData again(long producerId, int epoch) {
        return new InitProducerIdRequestData()
                .setTransactionTimeoutMs(60_000)
                .setProducerId(producerId)
                .setProducerEpoch((short) epoch);
    }

    /** Produce is advertised from 0 and understood from 3 (KAFKA-18659); {@code MalformedRequests} asks below. */
    private static Scenario produce(String name, Script script) {
        return scenario(PRODUCE, name, script).from(3);
    }

    private static Scenario codec(String name, Compression compression, int from) {
        return produce("compressed with " + name, with -> {
                    String topic = with.topic("t", 1);
                    with.ask(Requests.produce(topic, with.idOf(topic), Batches.compressed(compression, "a", "b", "c")));
                    readBack(with, topic);
                })
                .from(from);
    }

    private static Scenario refused(String name, Function<Conversation, BaseRecords> records) {
        return produce(name, with -> {
            String topic = with.topic("t", 1);
            with.ask(Requests.produce(topic, with.idOf(topic), records.apply(with)));
            readBack(with, topic);
        });
    }

    /** What the log has now. */
    private static void readBack(Conversation with, String topic) throws IOException {
        with.ask(Requests.fetch(topic, with.idOf(topic), Requests.at(0)));
    }
}
