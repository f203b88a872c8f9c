package io.deliverytracking.simulator.control;

import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerTotals;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.simulator.config.SettingsFactory;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulator without its web server: the same objects, put together by hand from the same properties, so that a test
 * can start several in a row, and in processes of their own.
 */
final class BareSimulator implements AutoCloseable {

    final Simulator simulator;
    final StatusReporter reporter;
    private final LedgerDirectory ledgers;

    BareSimulator(Map<String, String> properties) {
        SimulatorConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SimulatorConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SimulatorConfig.class);
        String bootstrapServers = properties.get("kafka.bootstrap.servers");
        SettingsFactory settings = new SettingsFactory(config);
        simulator = new Simulator(
                config,
                settings,
                new SessionFactory(config, settings, new CityMap(config, settings), bootstrapServers),
                bootstrapServers);
        reporter = new StatusReporter(simulator, config);
        ledgers = new LedgerDirectory(Path.of(config.ledgerDirectory()));
        simulator.onStart(new StartupEvent());
    }

    /** A small, quick city with every kind of event. */
    static Map<String, String> properties(String bootstrapServers, Path ledgerDirectory) {
        return new HashMap<>(Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "simulator.ledger-directory", ledgerDirectory.toString(),
                "simulator.riders", "100",
                "simulator.rate-per-rider", "20",
                "simulator.city.radius-m", "2000",
                "simulator.city.orders-per-rider-hour", "400",
                "simulator.faults.duplicate-rate", "0.1",
                "simulator.faults.duplicate-delay", "200ms",
                "simulator.producer.linger-ms", "5"));
    }

    /** All sessions' ledgers, from old to new. */
    List<Long> sessions() throws IOException {
        return ledgers.sessions();
    }

    SessionLedger ledger(long session) throws IOException {
        return ledgers.read(session);
    }

    LedgerTotals totals(long session) throws IOException {
        return ledger(session).totals();
    }

    @Override
    public void close() throws InterruptedException {
        simulator.onStop(new ShutdownEvent());
    }
}
