package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.Pause;
import io.deliverytracking.service.reading.ConnectorReading;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.PausableChannel;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import java.time.Duration;

/** The connector's channel, which is there from the start but subscribes to nothing until it is told to begin. */
public final class PausedChannel extends ConnectorReading {
    private static final Duration CHECK = Duration.ofMillis(300);

    private final ChannelRegistry channels;
    private final Pause pause;

    public PausedChannel(KafkaClientService clients, ChannelRegistry channels, Pause pause) {
        super(clients, IngestChannel.CHANNEL);
        this.channels = channels;
        this.pause = pause;
    }

    /** Waits until the channel is there; does nothing if the application stops before. */
    @Override
    public void begin() {
        PausableChannel channel = channels.getPausable(IngestChannel.CHANNEL);
        while (channel == null) {
            if (!pause.await(CHECK)) {
                return;
            }
            channel = channels.getPausable(IngestChannel.CHANNEL);
        }
        channel.resume();
    }
}
