package io.deliverytracking.service.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class ChannelSettingsTest {

    private static final SmallRyeConfig CONFIG = new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(
                    Map.of(
                            "names.orders", "orders",
                            "mp.messaging.incoming.mine.topics", "fixes,${names.orders}",
                            "mp.messaging.incoming.mine.poll-timeout", "200",
                            "mp.messaging.incoming.mine.group.id", "readers",
                            "mp.messaging.incoming.mine.key.deserializer", "of.somebody.Else",
                            "mp.messaging.incoming.mine.batch", "true",
                            "mp.messaging.incoming.other.client.id", "somebody"),
                    "test",
                    100))
            .build();

    @Test
    void theClientIsSetByAllThatKafkaKnowsOfTheChannelOverWhatHoldsForAllClients() {
        ChannelSettings settings =
                ChannelSettings.of("mine", CONFIG, Map.of("bootstrap.servers", "here:1", "group.id", "everybody"));

        assertThat(settings.topics()).containsExactly("fixes", "orders");
        assertThat(settings.pollTimeout()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.client())
                .containsOnly(
                        Map.entry("bootstrap.servers", "here:1"),
                        Map.entry("group.id", "readers"),
                        Map.entry("key.deserializer", ByteArrayDeserializer.class),
                        Map.entry("value.deserializer", ByteArrayDeserializer.class));
    }
}
