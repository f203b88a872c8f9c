package io.deliverytracking.broker.server;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker for each test, on an ephemeral port and an empty directory; restartable within the test. */
final class RunningBroker implements BeforeEachCallback, AfterEachCallback {

    private final String[] settings;
    private @Nullable BrokerServer broker;
    private @Nullable Path directory;

    RunningBroker(String... settings) {
        this.settings = settings;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("broker-test");
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server().close();
        Directories.delete(directory());
    }

    /** Starts on the directory as the last broker left it; on the same port, so that clients find it again. */
    BrokerServer start(String... changes) {
        BrokerConfig config = BrokerConfig.ephemeral(directory());
        if (broker != null) {
            config = config.with("listeners", "PLAINTEXT://127.0.0.1:" + broker.port());
        }
        config = with(with(config, settings), changes);
        broker = BrokerServer.start(config);
        return broker;
    }

    private static BrokerConfig with(BrokerConfig config, String... settings) {
        BrokerConfig changed = config;
        for (int i = 0; i < settings.length; i += 2) {
            changed = changed.with(settings[i], settings[i + 1]);
        }
        return changed;
    }

    BrokerServer server() {
        if (broker == null) {
            throw new IllegalStateException("the broker has not been started");
        }
        return broker;
    }

    BrokerClients clients() {
        return new BrokerClients(server());
    }

    Path directory() {
        if (directory == null) {
            throw new IllegalStateException("there is no directory yet");
        }
        return directory;
    }
}
