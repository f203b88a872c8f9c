package io.deliverytracking.simulator.control;

import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.simulator.config.SettingsFactory;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.simulator.domain.city.CitySettings;
import io.deliverytracking.simulator.domain.city.Fleet;
import io.deliverytracking.simulator.domain.city.FleetWorkload;
import io.deliverytracking.simulator.domain.city.GridMovement;
import io.deliverytracking.simulator.domain.fault.FaultInjector;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.domain.replay.ReplayWorkload;
import io.deliverytracking.simulator.domain.replay.Trace;
import io.deliverytracking.simulator.domain.replay.TraceReader;
import io.deliverytracking.simulator.domain.replay.TraceReport;
import io.deliverytracking.simulator.kafka.KafkaOutlet;
import io.deliverytracking.simulator.kafka.SendStatistics;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts a session together from the configuration: trace or fleet, faults, ledger, producer. */
@ApplicationScoped
public class SessionFactory {

    private static final Logger LOG = Logger.getLogger(SessionFactory.class);

    private final SimulatorConfig config;
    private final SettingsFactory settings;
    private final String bootstrapServers;

    public SessionFactory(
            SimulatorConfig config,
            SettingsFactory settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
    }

    /** The trace to replay, if there is one; reading it may take a while. */
    Optional<Trace> readTrace() {
        return config.replay().file().map(file -> {
            Trace trace = new TraceReader(settings.replay()).read(Path.of(file));
            TraceReport report = trace.report();
            LOG.infof(
                    "trace read; file=%s rows=%d readable=%d unreadable=%s repeated=%d outOfOrder=%d riders=%d",
                    file,
                    report.rows(),
                    report.readable(),
                    report.unreadable(),
                    report.repeated(),
                    report.outOfOrder(),
                    report.riders());
            for (TraceReport.UnreadableRow row : report.firstUnreadable()) {
                LOG.warnf("unreadable row; line=%d reason=%s row=%s", row.line(), row.problem(), row.text());
            }
            return trace;
        });
    }

    /**
     * A session that begins now.
     *
     * @param partitions how many the location topic has
     */
    Session create(Optional<Trace> trace, int riders, double ratePerRider, FaultSettings faults, int partitions) {
        LedgerWriter ledger = beginLedger(trace, riders, ratePerRider);
        try {
            return create(ledger, trace, riders, ratePerRider, faults, partitions);
        } catch (RuntimeException e) {
            close(ledger, e);
            throw e;
        }
    }

    private Session create(
            LedgerWriter ledger,
            Optional<Trace> trace,
            int riders,
            double ratePerRider,
            FaultSettings faults,
            int partitions) {
        trace.ifPresent(t -> addRiders(t, ledger));
        if (faults.any()) {
            ledger.allowDisorder();
        }
        SendStatistics statistics = new SendStatistics();
        KafkaOutlet outlet = KafkaOutlet.open(
                bootstrapServers,
                config.producer(),
                partitions + config.topics().orderPartitions(),
                ledger,
                settings.partitionChoice(partitions),
                statistics);
        CitySettings city = settings.city();
        long startMs = System.currentTimeMillis();
        long startNs = System.nanoTime();
        Workload workload = trace.<Workload>map(
                        t -> new ReplayWorkload(t, config.replay().speedUp(), startNs))
                .orElseGet(() -> fleet(city, riders, ratePerRider, ledger, startNs, startMs));
        config.duration().ifPresent(duration -> workload.endAt(startNs + duration.toNanos()));
        LOG.infof(
                "session begins; session=%d riders=%d ratePerRider=%s partitioner=%s acks=%s seed=%d ledger=%s",
                ledger.plan().session(),
                workload.riders(),
                trace.isPresent() ? "replay" : ratePerRider,
                config.partitioner(),
                config.producer().acks(),
                config.seed(),
                ledger.directory());
        return new Session(
                workload,
                new FaultInjector(config.seed(), faults),
                outlet,
                statistics,
                trace,
                startNs,
                Duration.ofMillis(config.producer().deliveryTimeoutMs()));
    }

    /** Nothing has been sent: its files say so. */
    private static void close(LedgerWriter ledger, RuntimeException reason) {
        try {
            ledger.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** A trace numbers its riders by rows and sends them by time: the first to be sent need not be the first in number. */
    private static void addRiders(Trace trace, LedgerWriter ledger) {
        for (int rider = 0; rider < trace.riders(); rider++) {
            ledger.addRider(trace.riderId(rider));
        }
    }

    private LedgerWriter beginLedger(Optional<Trace> trace, int riders, double ratePerRider) {
        try {
            return new LedgerDirectory(Path.of(config.ledgerDirectory()))
                    .begin(
                            System.currentTimeMillis(),
                            trace.map(Trace::riders).orElse(riders),
                            trace.isPresent() ? 0 : ratePerRider,
                            settings.acks());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin a ledger in " + config.ledgerDirectory(), e);
        }
    }

    private static FleetWorkload fleet(
            CitySettings city, int riders, double ratePerRider, LedgerWriter ledger, long startNs, long startMs) {
        Fleet fleet = new Fleet(city, new GridMovement(), riders, ledger.plan().session(), ledger.orderId(1), startMs);
        return new FleetWorkload(fleet, ratePerRider, startNs, startMs);
    }
}
