package io.deliverytracking.console.config;

import io.deliverytracking.service.config.SettingsCheck;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashSet;
import java.util.List;

/** Checks values and their relations; all that is wrong is said at once, and the console does not start with it. */
@Startup
@Singleton
public final class ConsoleConfigCheck {

    ConsoleConfigCheck(ConsoleConfig config) {
        check(config);
    }

    /** @throws IllegalArgumentException naming every property that cannot be meant so */
    static void check(ConsoleConfig config) {
        SettingsCheck check = new SettingsCheck("console");
        address(check, "services.simulator", config.services().simulator());
        address(check, "services.location", config.services().location());
        address(check, "services.analytics", config.services().analytics());
        address(check, "services.db-writer", config.services().dbWriter());
        address(check, "services.broker", config.services().broker());
        check.atLeastOneMillisecond("proxy.connect-timeout", config.proxy().connectTimeout());
        check.atLeastOneMillisecond("proxy.silence", config.proxy().silence());
        check.atLeastOne("proxy.max-calls", config.proxy().maxCalls());
        check.atLeastOne("proxy.max-waiting", config.proxy().maxWaiting());
        check.atLeastOne("proxy.max-web-sockets", config.proxy().maxWebSockets());
        check.atLeastOneMillisecond("pipeline.interval", config.pipeline().interval());
        check.atLeastOneMillisecond("pipeline.timeout", config.pipeline().timeout());
        // Browsers ask once an interval: a shorter memory would stop and start the collection between two questions.
        check.atMost(
                "pipeline.interval",
                config.pipeline().interval(),
                "pipeline.idle-after",
                config.pipeline().idleAfter());
        distinct(check, "pipeline.topics", config.pipeline().topics());
        distinct(check, "pipeline.groups", config.pipeline().groups());
        check.end();
    }

    private static void address(SettingsCheck check, String name, URI address) {
        boolean bare = "http".equals(address.getScheme())
                && address.getHost() != null
                && address.getPort() > 0
                && (address.getPath().isEmpty() || address.getPath().equals("/"))
                && address.getQuery() == null
                && address.getFragment() == null
                && address.getUserInfo() == null;
        check.require(bare, name + " must be http://host:port, is " + address);
    }

    private static void distinct(SettingsCheck check, String name, List<String> values) {
        check.require(new HashSet<>(values).size() == values.size(), name + " names something twice: " + values);
    }
}
