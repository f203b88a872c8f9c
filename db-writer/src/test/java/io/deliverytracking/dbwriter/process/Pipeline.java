package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.persistence.TestSchema;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.jspecify.annotations.Nullable;

/**
 * Topics, a database and writers between them, for one test: names that no other test uses, on servers that tests share.
 *
 * <p>Ownership: owns the database and the writers, not the broker.
 */
final class Pipeline implements AutoCloseable {
    static final int PARTITIONS = 3;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LogClient log;
    private final PostgresDatabase database;
    private final Map<String, String> settings;
    private final String suffix = "-" + NUMBER.incrementAndGet();
    private final List<WriterProcess> writers = new ArrayList<>();
    private int sequence;

    /** With the writers' tables. */
    Pipeline(LogClient log, PostgresServer postgres) {
        this(log, postgres, Map.of());
    }

    /** The same, in which all writers have these settings. */
    Pipeline(LogClient log, PostgresServer postgres, Map<String, String> settings) {
        this(log, postgres.createDatabase(), settings);
        TestSchema.migrate(database);
    }

    private Pipeline(LogClient log, PostgresDatabase database, Map<String, String> settings) {
        this.log = log;
        this.database = database;
        this.settings = settings;
        log.createTopic(orders(), 1);
    }

    /** On a database in which there is nothing yet. */
    static Pipeline withoutTables(LogClient log, PostgresServer postgres) {
        return new Pipeline(log, postgres.createDatabase(), Map.of());
    }

    PostgresDatabase database() {
        return database;
    }

    LogClient log() {
        return log;
    }

    String locations() {
        return "locations" + suffix;
    }

    String orders() {
        return "orders" + suffix;
    }

    String deadLetters() {
        return "dead-letters" + suffix;
    }

    String group() {
        return "db-writer" + suffix;
    }

    Uuid createLocationTopic() {
        return log.createTopic(locations(), PARTITIONS);
    }

    /** Starts a writer; {@code settings} come on top of what makes it part of this pipeline. */
    WriterProcess startWriter(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.http.port", "0");
        properties.put("kafka.bootstrap.servers", log.bootstrapServers());
        properties.put("delivery.database.url", database.jdbcUrl());
        properties.put("delivery.database.user", database.user());
        properties.put("delivery.database.password", database.password());
        properties.put("delivery.topics.locations", locations());
        properties.put("delivery.topics.orders", orders());
        properties.put("delivery.topics.dead-letters", deadLetters());
        properties.put("delivery.ingest.linger", "20ms");
        properties.put("delivery.ingest.log-check-interval", "1s");
        properties.put("mp.messaging.incoming.ingest.group.id", group());
        properties.put("mp.messaging.incoming.ingest.session.timeout.ms", "2000");
        properties.put("mp.messaging.incoming.ingest.heartbeat.interval.ms", "300");
        properties.putAll(this.settings);
        properties.putAll(settings);
        WriterProcess writer = WriterProcess.launch(properties);
        writers.add(writer);
        return writer;
    }

    /** Sends so many positions to each partition, and waits for their acknowledgement. */
    void send(int countPerPartition) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < countPerPartition; i++) {
            records.addAll(next(null));
        }
        log.sendAll(records);
    }

    /** Sends a position to each partition, as if it were sent at {@code time}. */
    void sendAt(Instant time) {
        log.sendAll(next(time));
    }

    private List<ProducerRecord<byte[], byte[]>> next(@Nullable Instant time) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int rider = partition + 1;
            records.add(new ProducerRecord<>(
                    locations(),
                    partition,
                    time == null ? null : time.toEpochMilli(),
                    LocationKeys.encode(rider),
                    Events.location(rider, sequence)));
        }
        sequence++;
        return records;
    }

    /** How many positions were sent so far. */
    long sent() {
        return (long) sequence * PARTITIONS;
    }

    /** Waits until everything sent is stored, and checks that nothing is stored twice. */
    void awaitAllStoredOnce() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(distinctRows()).isEqualTo(sent()));
        assertThat(rows()).as("rows, repetitions included").isEqualTo(sent());
    }

    void awaitRows(long count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows()).isEqualTo(count));
    }

    long rows() {
        return database.queryLong("SELECT count(*) FROM rider_location");
    }

    /** How many records are stored, as rows or otherwise. */
    long storedOffsetsSum() {
        return database.queryLong("SELECT sum(next_offset) FROM ingest_offset");
    }

    /** How many time partitions there are for rows to come. */
    long timePartitions() {
        return database.queryLong("SELECT count(*) FROM rider_location_partition WHERE attached");
    }

    private long distinctRows() {
        return database.queryLong("SELECT count(DISTINCT (rider_id, session, sequence)) FROM rider_location");
    }

    /** As if a writer of that cluster and topic had stored everything before {@code offset}. */
    void storeOffset(String clusterId, Uuid topicId, int partition, long offset) {
        database.execute("""
                INSERT INTO ingest_offset (cluster_id, topic_id, topic, partition, next_offset, current_offset)
                VALUES ('%s', '%s', '%s', %d, %d, %d)
                """.formatted(
                        clusterId,
                        new UUID(topicId.getMostSignificantBits(), topicId.getLeastSignificantBits()),
                        locations(),
                        partition,
                        offset,
                        offset));
    }

    /** Waits until Kafka shows this offset as the group's in each partition. */
    void awaitCommitted(long offset) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.committed(group()))
                        .containsAllEntriesOf(locationPartitions().stream()
                                .collect(Collectors.toMap(partition -> partition, partition -> offset))));
    }

    /** Deletes what the group has committed; its members must be gone, or are given time to be noticed as such. */
    void forgetCommits() {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof GroupSubscribedToTopicException)
                .until(() -> {
                    log.admin()
                            .deleteConsumerGroupOffsets(group(), locationPartitions())
                            .all()
                            .get();
                    return true;
                });
    }

    private Set<TopicPartition> locationPartitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(locations(), partition))
                .collect(Collectors.toSet());
    }

    /**
     * Waits until so many writers share the partitions, of whichever topic: with three writers on three partitions of
     * locations and one of orders, the assignor may leave one with nothing but the orders.
     */
    void awaitMembersWithPartitions(int count) {
        await().atMost(PATIENCE).until(() -> membersWithPartitions() == count);
    }

    private long membersWithPartitions() throws Exception {
        return members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    /** How many partitions of locations have a member that reads them. */
    long assignedLocationPartitions() throws Exception {
        return members().stream().mapToLong(this::locationPartitionsOf).sum();
    }

    private long locationPartitionsOf(MemberDescription member) {
        return member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(locations()))
                .count();
    }

    /** Who is in the writers' group. */
    Collection<MemberDescription> members() throws Exception {
        return log.admin()
                .describeConsumerGroups(List.of(group()))
                .all()
                .get()
                .get(group())
                .members();
    }

    @Override
    public void close() {
        writers.forEach(WriterProcess::close);
        database.close();
    }
}
