package io.deliverytracking.location;

import io.deliverytracking.testkit.EmbeddedBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker with both topics and a little history in them, so that the application's start has something to restore:
 * rider {@value #HEARD_LATELY} was heard five seconds ago, rider {@value #HEARD_LONG_AGO} two minutes ago: before what is
 * restored, but not so long ago that a map that knew it would forget it.
 */
public final class DeliveryLogResource implements QuarkusTestResourceLifecycleManager {

    static final int HEARD_LATELY = 901;
    static final int HEARD_LONG_AGO = 902;

    private @Nullable EmbeddedBroker broker;
    private @Nullable DeliveryLog log;

    @Override
    public Map<String, String> start() {
        broker = EmbeddedBroker.start();
        log = new DeliveryLog(broker.bootstrapServers());
        log.createTopics();
        long now = System.currentTimeMillis();
        log.fix(HEARD_LONG_AGO, 0, 1, 1, 0, now - 120_000)
                .fix(HEARD_LATELY, 0, 2, 2, 0, now - 5_000)
                .flush();
        return Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                // However slow the machine: the client that does not read stays connected.
                "location.live.stall-timeout", "10m",
                "quarkus.http.test-port", "0",
                "quarkus.http.port", "0");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(log, new TestInjector.MatchesType(DeliveryLog.class));
    }

    @Override
    public void stop() {
        if (log != null) {
            log.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
