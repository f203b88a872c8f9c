package io.deliverytracking.broker.app;

import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.config.KafkaProperties;
import io.deliverytracking.broker.app.config.LaunchSettings;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.SortedMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * The broker's main class: what {@code java -jar event-broker/app/target/quarkus-app/quarkus-run.jar} runs.
 *
 * <pre>
 *   BrokerLaunch   settings, port, log directory, metadata   clients are served from here on
 *   Quarkus        beans, HTTP                               health, metrics and inspection beside it
 * </pre>
 *
 * <p>The broker comes first, because it needs none of what follows, and whoever starts one waits for the broker. Where
 * recovery takes its time, HTTP does not wait for it and answers "not ready" meanwhile.
 *
 * <p>Failure: exit status 1, and a line that says why, when broker or HTTP can't start, or the broker gives up later; a
 * broker that had started is stopped cleanly when HTTP can't (its port is taken, for one): nobody runs a broker that
 * nobody sees. SIGTERM and SIGINT stop both at any time, the broker cleanly.
 */
@QuarkusMain
public final class EventBrokerMain {

    private EventBrokerMain() {}

    public static void main(String... arguments) {
        QuickStart.apply();
        BrokerSettings settings;
        SortedMap<String, String> properties;
        try {
            settings = LaunchSettings.read();
            properties = KafkaProperties.of(settings);
        } catch (ConfigException e) {
            fail(new BrokerLaunch.Failed(String.valueOf(e.getMessage()), null));
            return;
        }
        try (BrokerLaunch launch = BrokerLaunch.begin(() -> properties)) {
            if (launch.awaitOutcome(settings.headStart()) instanceof BrokerLaunch.Failed failed) {
                fail(failed);
            } else {
                Quarkus.run(arguments);
            }
        }
    }

    /** No log is open yet, and none is needed. */
    private static void fail(BrokerLaunch.Failed failed) {
        System.err.println(failed.why());
        if (failed.fault() != null) {
            failed.fault().printStackTrace();
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(BrokerProcess.FAILED, null);
    }
}
