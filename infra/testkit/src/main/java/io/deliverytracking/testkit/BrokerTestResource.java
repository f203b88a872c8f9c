package io.deliverytracking.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Quarkus application a broker of its own: sets {@code kafka.bootstrap.servers} and injects
 * {@link EmbeddedBroker} and {@link LogClient} into fields of the test.
 *
 * <p>Arguments are Kafka's broker properties, but for two: {@code topics} names topics to create before the
 * application starts, as {@code name:partitions,…}; {@code bootstrap.servers} uses a broker that runs elsewhere, which
 * the test then can't kill.
 */
public final class BrokerTestResource implements QuarkusTestResourceLifecycleManager {
    private Map<String, String> properties = Map.of();
    private String topics = "";
    private @Nullable EmbeddedBroker broker;
    private @Nullable LogClient client;

    @Override
    public void init(Map<String, String> arguments) {
        Map<String, String> rest = new HashMap<>(arguments);
        String named = rest.remove("topics");
        topics = named == null ? "" : named;
        properties = rest;
    }

    @Override
    public Map<String, String> start() {
        String elsewhere = properties.get("bootstrap.servers");
        LogClient log;
        if (elsewhere == null) {
            EmbeddedBroker started = EmbeddedBroker.start(properties);
            broker = started;
            log = started.client();
        } else {
            log = new LogClient(elsewhere);
        }
        client = log;
        for (String topic : topics.split(",")) {
            if (!topic.isBlank()) {
                int colon = topic.indexOf(':');
                log.createTopic(topic.substring(0, colon).strip(), Integer.parseInt(topic.substring(colon + 1)));
            }
        }
        return Map.of("kafka.bootstrap.servers", log.bootstrapServers());
    }

    @Override
    public void inject(TestInjector injector) {
        if (broker != null) {
            injector.injectIntoFields(broker, new TestInjector.MatchesType(EmbeddedBroker.class));
        }
        if (client != null) {
            injector.injectIntoFields(client, new TestInjector.MatchesType(LogClient.class));
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        } else if (client != null) {
            client.close();
        }
        broker = null;
        client = null;
    }
}
