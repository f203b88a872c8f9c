package io.deliverytracking.simulator.control;

import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.simulator.config.SettingsFactory;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.simulator.domain.city.CitySettings;
import io.deliverytracking.simulator.domain.city.Fleet;
import io.deliverytracking.simulator.domain.city.FleetWorkload;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.fault.FaultInjector;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.domain.replay.Copies;
import io.deliverytracking.simulator.domain.replay.Replay;
import io.deliverytracking.simulator.domain.replay.ReplayWorkload;
import io.deliverytracking.simulator.kafka.KafkaOutlet;
import io.deliverytracking.simulator.kafka.SendStatistics;
import io.deliverytracking.traces.Trace;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceReport;
import io.deliverytracking.traces.read.TraceReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts a session together from the configuration: replay or fleet, faults, ledger, producer. */
@ApplicationScoped
public class SessionFactory {

    private static final Logger LOG = Logger.getLogger(SessionFactory.class);

    private final SimulatorConfig config;
    private final SettingsFactory settings;
    private final CityMap map;
    private final String bootstrapServers;

    public SessionFactory(
            SimulatorConfig config,
            SettingsFactory settings,
            CityMap map,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        this.settings = settings;
        this.map = map;
        this.bootstrapServers = bootstrapServers;
    }

    /** What is to be replayed, if anything; reading it may take a while. */
    Optional<Replay> readReplay() {
        return config.replay().file().map(files -> {
            Trace trace = new TraceReader(settings.traceOptions())
                    .read(files.stream().map(Path::of).toList());
            log(trace.report(), files);
            try {
                return Replay.of(trace, settings.replaySettings(), SettingsFactory.MAX_RIDERS);
            } catch (IllegalArgumentException e) {
                throw new TraceException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    private static void log(TraceReport report, List<String> files) {
        LOG.infof(
                "trace read; from=%s files=%d refused=%d rows=%d readable=%d unreadable=%s repeated=%d outOfOrder=%d"
                        + " riders=%d",
                files.size() == 1 ? files.get(0) : files.size() + " paths",
                report.files(),
                report.refused(),
                report.rows(),
                report.readable(),
                report.unreadable(),
                report.repeated(),
                report.outOfOrder(),
                report.riders());
        for (TraceReport.UnreadableRow row : report.firstUnreadable()) {
            LOG.warnf(
                    "unreadable row; file=%s line=%d reason=%s row=%s",
                    row.file(), row.line(), row.problem(), row.text());
        }
        for (TraceReport.RefusedFile file : report.firstRefused()) {
            LOG.warnf("file passed over; file=%s reason=%s", file.file(), file.reason());
        }
    }

    /**
     * A session that begins now.
     *
     * @param partitions how many the location topic has
     */
    Session create(
            Optional<Replay> replay,
            int riders,
            double ratePerRider,
            double timeFactor,
            FaultSettings faults,
            int partitions) {
        LedgerWriter ledger = beginLedger(replay, riders, ratePerRider);
        try {
            return create(ledger, replay, riders, ratePerRider, timeFactor, faults, partitions);
        } catch (RuntimeException e) {
            close(ledger, e);
            throw e;
        }
    }

    private Session create(
            LedgerWriter ledger,
            Optional<Replay> replay,
            int riders,
            double ratePerRider,
            double timeFactor,
            FaultSettings faults,
            int partitions) {
        replay.ifPresent(r -> addRiders(r.copies(), ledger));
        if (faults.mayDisturbOrder()) {
            ledger.allowDisorder();
        }
        SendStatistics statistics = new SendStatistics();
        KafkaOutlet outlet = KafkaOutlet.open(
                bootstrapServers,
                config.producer(),
                partitions + config.topics().orderPartitions(),
                ledger,
                settings.partitionChoice(
                        partitions, replay.map(r -> r.trace().report().bounds())),
                statistics);
        CitySettings city = settings.city().withTimeFactor(timeFactor);
        // Before time begins to count: it may not be finished yet.
        Optional<CityPlan> plan = replay.isPresent() ? Optional.empty() : Optional.of(map.plan());
        long startMs = System.currentTimeMillis();
        long startNs = System.nanoTime();
        Workload workload = replay.<Workload>map(r -> new ReplayWorkload(r, startNs))
                .orElseGet(() -> fleet(city, plan.orElseThrow(), riders, ratePerRider, ledger, startNs, startMs));
        config.duration().ifPresent(duration -> workload.endAt(startNs + duration.toNanos()));
        LOG.infof(
                "session begins; session=%d riders=%d ratePerRider=%s partitioner=%s acks=%s seed=%d ledger=%s",
                ledger.plan().session(),
                workload.riders(),
                replay.isPresent() ? "replay" : ratePerRider,
                config.partitioner(),
                config.producer().acks(),
                config.seed(),
                ledger.directory());
        return new Session(
                workload,
                new FaultInjector(config.seed(), faults),
                outlet,
                statistics,
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
    private static void addRiders(Copies copies, LedgerWriter ledger) {
        for (int rider = 0; rider < copies.riders(); rider++) {
            ledger.addRider(copies.riderId(rider));
        }
    }

    private LedgerWriter beginLedger(Optional<Replay> replay, int riders, double ratePerRider) {
        try {
            return new LedgerDirectory(Path.of(config.ledgerDirectory()))
                    .begin(
                            System.currentTimeMillis(),
                            replay.map(r -> r.copies().riders()).orElse(riders),
                            replay.isPresent() ? 0 : ratePerRider,
                            settings.acks());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin a ledger in " + config.ledgerDirectory(), e);
        }
    }

    private static FleetWorkload fleet(
            CitySettings city,
            CityPlan plan,
            int riders,
            double ratePerRider,
            LedgerWriter ledger,
            long startNs,
            long startMs) {
        Fleet fleet = new Fleet(city, plan, riders, ledger.plan().session(), ledger.orderId(1), startMs);
        return new FleetWorkload(fleet, ratePerRider, startNs, startMs);
    }
}
