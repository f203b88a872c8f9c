package io.deliverytracking.service.reading;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.event.Event;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.eclipse.microprofile.config.Config;

/**
 * Makes the reading that a service's configuration asks for. Made by each service that reads, since the library itself brings no
 * connector along.
 */
public final class Readings {

    private final ReadingConfig reading;
    private final KafkaClientService clients;
    private final Config config;
    private final Map<String, Object> kafka;
    private final Event<Consumer<?, ?>> created;

    /**
     * What readings are made of.
     *
     * @param kafka what {@code kafka.*} says, for all clients of the application
     * @param created is fired with each plain client, as the connector does with its own: who shows metrics of clients listens
     */
    public Readings(
            ReadingConfig reading,
            KafkaClientService clients,
            Config config,
            Map<String, Object> kafka,
            Event<Consumer<?, ?>> created) {
        this.reading = reading;
        this.clients = clients;
        this.config = config;
        this.kafka = kafka;
        this.created = created;
    }

    /** Reading of a channel that has not begun. */
    public Reading of(String channel, KafkaConsumerRebalanceListener listener, PollSink sink) {
        return switch (reading.adapter()) {
            case CONNECTOR -> new ConnectorReading(clients, channel);
            case PLAIN_CLIENT -> {
                ChannelSettings settings = ChannelSettings.of(channel, config, kafka);
                yield new PollLoop(settings, () -> client(settings.client()), listener, sink);
            }
        };
    }

    private Consumer<byte[], byte[]> client(Map<String, Object> settings) {
        Consumer<byte[], byte[]> client = new KafkaConsumer<>(settings);
        created.fire(client);
        return client;
    }
}
