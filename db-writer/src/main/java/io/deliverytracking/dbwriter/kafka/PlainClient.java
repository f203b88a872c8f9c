package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.service.reading.ChannelSettings;
import io.deliverytracking.service.reading.PollLoop;
import io.deliverytracking.service.reading.Reading;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.eclipse.microprofile.config.Config;

/** Makes the loop that reads without the connector: with the channel's settings, its listener, and into the same ingest. */
@ApplicationScoped
public class PlainClient {
    private final Config properties;
    private final Map<String, Object> kafka;
    private final ConsumerSettings customizer;
    private final PartitionOwnership ownership;
    private final IngestChannel ingest;
    private final Event<Consumer<?, ?>> created;

    public PlainClient(
            Config properties,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ConsumerSettings customizer,
            @Identifier("partition-ownership") PartitionOwnership ownership,
            IngestChannel ingest,
            Event<Consumer<?, ?>> created) {
        this.properties = properties;
        this.kafka = kafka;
        this.customizer = customizer;
        this.ownership = ownership;
        this.ingest = ingest;
        this.created = created;
    }

    /** Reading that has not begun. */
    public Reading loop() {
        ChannelSettings channel = ChannelSettings.of(IngestChannel.CHANNEL, properties, kafka);
        Map<String, Object> settings = customizer.customize(IngestChannel.CHANNEL, properties, channel.client());
        return new PollLoop(channel, () -> client(settings), ownership, ingest);
    }

    /** Told of as the connector tells of its own: whoever shows metrics of clients listens. */
    private Consumer<byte[], byte[]> client(Map<String, Object> settings) {
        Consumer<byte[], byte[]> client = new KafkaConsumer<>(settings);
        created.fire(client);
        return client;
    }
}
