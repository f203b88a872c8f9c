package io.deliverytracking.service.reading;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import org.jboss.logging.Logger;

/** Reading through SmallRye's connector, which begins and ends with the application. */
public class ConnectorReading implements Reading {

    private static final Logger LOG = Logger.getLogger(ConnectorReading.class);

    private final KafkaClientService clients;
    private final String channel;

    public ConnectorReading(KafkaClientService clients, String channel) {
        this.clients = clients;
        this.channel = channel;
    }

    @Override
    public void begin() {
        // The connector has.
    }

    @Override
    public void onPollingThread(ClientAction action) {
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(channel);
        if (consumer != null) {
            consumer.runOnPollingThread(action::run)
                    .subscribe()
                    .with(done -> {}, fault -> LOG.warnf("The polling thread refused: fault=%s", fault.getMessage()));
        }
    }

    @Override
    public void close() {
        // The connector does.
    }
}
