package io.deliverytracking.broker.clients.scenario;

import io.deliverytracking.broker.clients.ClientProcess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorOutgoingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata.OutgoingKafkaRecordMetadataBuilder;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaIgnoreCommit;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailStop;
import io.smallrye.reactive.messaging.kafka.impl.KafkaSink;
import io.smallrye.reactive.messaging.kafka.impl.KafkaSource;
import io.vertx.mutiny.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * SmallRye Reactive Messaging's connector {@code smallrye-kafka}, one channel a call, without the container that it lives
 * in elsewhere: its source and its sink take their configuration and their beans as it would hand them over.
 */
final class SmallRyeClient implements ScenarioClient {

    private static final String CHANNEL = "scenario";
    private static final String LISTENER = "listener";
    private static final Vertx VERTX = Vertx.vertx();

    static {
        // What holds for all channels, which is nothing. Else Quarkus would be asked, which is on this class path, too.
        ConfigProviderResolver.instance()
                .registerConfig(new SmallRyeConfigBuilder().build(), SmallRyeClient.class.getClassLoader());
    }

    private final String bootstrapServers;

    SmallRyeClient(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    private Config channel(String topic, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "channel-name",
                CHANNEL,
                "connector",
                "smallrye-kafka",
                "bootstrap.servers",
                bootstrapServers,
                "topic",
                topic,
                "tracing-enabled",
                "false",
                "cloud-events",
                "false"));
        settings.putAll(more);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, CHANNEL, 100))
                .build();
    }

    // ---- writing -------------------------------------------------------------------------------------------------

    @Override
    public void produce(String topic, int partition, Codec codec, List<Message> messages) {
        KafkaSink sink = new KafkaSink(
                new KafkaConnectorOutgoingConfiguration(channel(
                        topic,
                        Map.of(
                                "key.serializer", StringSerializer.class.getName(),
                                "value.serializer", StringSerializer.class.getName(),
                                "compression.type", codec.id(),
                                "acks", "all",
                                "linger.ms", "50"))),
                SmallRyeBeans.withoutEvents(),
                SmallRyeBeans.none(),
                SmallRyeBeans.none(),
                SmallRyeBeans.none(),
                SmallRyeBeans.none());
        try {
            List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
            List<org.eclipse.microprofile.reactive.messaging.Message<?>> outgoing = new ArrayList<>();
            for (Message message : messages) {
                CompletableFuture<Void> acknowledged = new CompletableFuture<>();
                acknowledgements.add(acknowledged);
                outgoing.add(outgoing(partition, message, acknowledged));
            }
            Multi.createFrom().iterable(outgoing).subscribe(subscriber(sink));
            CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
                    .get(ClientProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("not acknowledged", e);
        } finally {
            sink.closeQuietly();
        }
    }

    @SuppressWarnings("unchecked") // It takes messages of any payload.
    private static Subscriber<org.eclipse.microprofile.reactive.messaging.Message<?>> subscriber(KafkaSink sink) {
        return (Subscriber<org.eclipse.microprofile.reactive.messaging.Message<?>>) sink.getSink();
    }

    private static org.eclipse.microprofile.reactive.messaging.Message<String> outgoing(
            int partition, Message message, CompletableFuture<Void> acknowledged) {
        RecordHeaders headers = new RecordHeaders();
        message.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        OutgoingKafkaRecordMetadataBuilder<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withPartition(partition)
                .withKey(message.key())
                .withHeaders(headers);
        if (message.timestampMs() != 0) {
            metadata.withTimestamp(Instant.ofEpochMilli(message.timestampMs()));
        }
        return org.eclipse.microprofile.reactive.messaging.Message.of(
                message.value(),
                Metadata.of(metadata.build()),
                () -> {
                    acknowledged.complete(null);
                    return CompletableFuture.completedStage(null);
                },
                failure -> {
                    acknowledged.completeExceptionally(failure);
                    return CompletableFuture.completedStage(null);
                });
    }

    // ---- reading -------------------------------------------------------------------------------------------------

    private KafkaSource<String, String> source(
            String topic,
            String group,
            String commitStrategy,
            KafkaCommitHandler.Factory commits,
            KafkaConsumerRebalanceListener listener,
            Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "group.id",
                group,
                "key.deserializer",
                StringDeserializer.class.getName(),
                "value.deserializer",
                StringDeserializer.class.getName(),
                "commit-strategy",
                commitStrategy,
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest",
                // By default a member hears of a rebalance only seconds later.
                "heartbeat.interval.ms",
                "200",
                "receive.buffer.bytes",
                "-1"));
        settings.putAll(more);
        return new KafkaSource<>(
                VERTX,
                group,
                new KafkaConnectorIncomingConfiguration(channel(topic, settings)),
                SmallRyeBeans.none(),
                SmallRyeBeans.of(commitStrategy, commits),
                SmallRyeBeans.of("fail", new KafkaFailStop.Factory()),
                SmallRyeBeans.of(LISTENER, listener),
                SmallRyeBeans.withoutEvents(),
                SmallRyeBeans.none(),
                SmallRyeBeans.none(),
                -1);
    }

    private List<Received> read(
            String topic, int count, KafkaConsumerRebalanceListener listener, Map<String, String> settings) {
        KafkaSource<String, String> source = source(
                topic,
                UUID.randomUUID().toString(),
                KafkaCommitHandler.Strategy.IGNORE,
                new KafkaIgnoreCommit.Factory(),
                listener,
                settings);
        try {
            return source.getStream()
                    .map(SmallRyeClient::received)
                    .select()
                    .first(count)
                    .collect()
                    .asList()
                    .await()
                    .atMost(ClientProcess.PATIENCE);
        } finally {
            source.closeQuietly();
        }
    }

    @Override
    public List<Received> readFrom(String topic, int partition, long offset, int count) {
        return read(
                topic, count, new KafkaConsumerRebalanceListener() {}, Map.of("assign-seek", partition + ":" + offset));
    }

    /** A time has to be looked up; the connector leaves that to whoever listens to its rebalances. */
    @Override
    public List<Received> readSince(String topic, int partition, long timestampMs, int count) {
        TopicPartition from = new TopicPartition(topic, partition);
        KafkaConsumerRebalanceListener seeking = new KafkaConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                OffsetAndTimestamp found =
                        consumer.offsetsForTimes(Map.of(from, timestampMs)).get(from);
                consumer.seek(from, found.offset());
            }
        };
        return read(topic, count, seeking, Map.of("consumer-rebalance-listener.name", LISTENER));
    }

    private static Received received(IncomingKafkaRecord<String, String> record) {
        Map<String, String> headers = new HashMap<>();
        record.getHeaders()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Received(
                record.getPartition(),
                record.getOffset(),
                new Message(
                        record.getKey(),
                        record.getPayload(),
                        headers,
                        record.getTimestamp().toEpochMilli()));
    }

    @Override
    public GroupMember join(String group, String topic) {
        return new ChannelMember(group, topic);
    }

    /** A channel whose records are acknowledged as they come; it commits as the connector does by default. */
    private final class ChannelMember implements GroupMember, KafkaConsumerRebalanceListener {

        private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
        private final KafkaSource<String, String> source;
        private volatile Set<Integer> assignment = Set.of();
        private volatile Throwable failure;

        ChannelMember(String group, String topic) {
            source = source(
                    topic,
                    group,
                    KafkaCommitHandler.Strategy.THROTTLED,
                    new KafkaThrottledLatestProcessedCommit.Factory(),
                    this,
                    Map.of("consumer-rebalance-listener.name", LISTENER, "auto.commit.interval.ms", "500"));
            source.getStream()
                    .onItem()
                    .transformToUniAndConcatenate(record -> {
                        received.add(SmallRyeClient.received(record));
                        return Uni.createFrom().completionStage(record.ack());
                    })
                    .subscribe()
                    .with(done -> {}, broken -> failure = broken);
        }

        @Override
        public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            assignment = Set.of();
        }

        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            Set<Integer> now = new TreeSet<>();
            consumer.assignment().forEach(partition -> now.add(partition.partition()));
            assignment = now;
        }

        @Override
        public Set<Integer> assignment() {
            if (failure != null) {
                throw new AssertionError("the channel failed", failure);
            }
            return assignment;
        }

        @Override
        public List<Received> received() {
            return List.copyOf(received);
        }

        @Override
        public void close() {
            source.closeQuietly();
        }
    }
}
