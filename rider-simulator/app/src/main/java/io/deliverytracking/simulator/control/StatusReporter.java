package io.deliverytracking.simulator.control;

import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.simulator.control.SimulatorStatus.Behind;
import io.deliverytracking.simulator.control.SimulatorStatus.City;
import io.deliverytracking.simulator.control.SimulatorStatus.Faults;
import io.deliverytracking.simulator.control.SimulatorStatus.Orders;
import io.deliverytracking.simulator.control.SimulatorStatus.Replay;
import io.deliverytracking.simulator.domain.city.CityHour;
import io.deliverytracking.simulator.domain.fault.FaultCounts;
import io.deliverytracking.simulator.domain.replay.ReplayWorkload;
import io.deliverytracking.simulator.kafka.AckLatency;
import io.deliverytracking.simulator.kafka.SendCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a {@link SimulatorStatus} together. Any thread. */
@ApplicationScoped
public class StatusReporter {

    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Simulator simulator;
    private final SimulatorConfig config;

    public StatusReporter(Simulator simulator, SimulatorConfig config) {
        this.simulator = simulator;
        this.config = config;
    }

    public SimulatorStatus status() {
        Session session = simulator.session();
        if (session == null) {
            return new SimulatorStatus(
                    simulator.state(),
                    simulator.message(),
                    0,
                    workload(),
                    0,
                    0,
                    partitioner(),
                    config.producer().acks(),
                    0,
                    0,
                    SendCounts.ZERO,
                    0,
                    new Behind(0, 0, 0),
                    AckLatency.NONE,
                    new Orders(0, 0),
                    null,
                    new Faults(simulator.faults(), FaultCounts.NONE),
                    replay(null),
                    config.ledgerDirectory());
        }
        SessionSnapshot snapshot = session.snapshot();
        SendCounts counts = session.statistics().counts();
        return new SimulatorStatus(
                session.state(),
                simulator.message(),
                session.number(),
                workload(),
                snapshot.riders(),
                snapshot.ratePerRider(),
                partitioner(),
                config.producer().acks(),
                snapshot.elapsedMs(),
                snapshot.intended(),
                counts,
                inFlight(counts),
                new Behind(snapshot.behindEvents(), snapshot.lagMs(), snapshot.mostLagMs()),
                session.statistics().latency(),
                new Orders(snapshot.ordersPlaced(), snapshot.ordersOpen()),
                city(snapshot.city()),
                new Faults(snapshot.faults(), snapshot.faultCounts()),
                replay(snapshot),
                config.ledgerDirectory());
    }

    private @Nullable Replay replay(@Nullable SessionSnapshot snapshot) {
        ReplayWorkload.Position position = snapshot == null ? null : snapshot.replay();
        return simulator
                .replay()
                .map(replay -> new Replay(
                        files(),
                        replay.settings().speedUp(),
                        replay.settings().loop(),
                        position == null ? 0 : position.round(),
                        replay.copies().count(),
                        replay.copies().riders(),
                        snapshot == null ? 0 : snapshot.taken(),
                        replay.copies().size(),
                        position == null ? replay.trace().timeMs(0) : position.clockMs(),
                        position == null ? 0 : Math.round(1_000 * position.share()) / 10.0,
                        position == null || position.nextFixInMs() < 0 ? null : position.nextFixInMs(),
                        replay.trace().report()))
                .orElse(null);
    }

    private String files() {
        List<String> files = config.replay().file().orElse(List.of());
        return files.size() <= 1 ? String.join("", files) : files.get(0) + " and " + (files.size() - 1) + " more";
    }

    private static @Nullable City city(@Nullable CityHour hour) {
        if (hour == null) {
            return null;
        }
        LocalTime time = LocalTime.ofNanoOfDay(hour.timeOfDayMs() * 1_000_000);
        return new City(TO_THE_MINUTE.format(time), hour.timeFactor(), Math.round(100 * hour.demand()) / 100.0);
    }

    /** Counters are read one after the other while they move, so the difference may be off; it is never negative. */
    private static long inFlight(SendCounts counts) {
        long settled = counts.acknowledged() + counts.copiesAcknowledged() + counts.failed();
        return Math.max(0, counts.sent() + counts.copiesSent() - settled);
    }

    private String workload() {
        return config.replay().file().isPresent() ? "replay" : "fleet";
    }

    private String partitioner() {
        return config.partitioner().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
