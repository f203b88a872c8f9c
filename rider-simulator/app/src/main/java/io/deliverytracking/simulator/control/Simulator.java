package io.deliverytracking.simulator.control;

import io.deliverytracking.simulator.config.SettingsFactory;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.domain.replay.Replay;
import io.deliverytracking.simulator.kafka.BrokerUnavailableException;
import io.deliverytracking.simulator.kafka.SendCounts;
import io.deliverytracking.simulator.kafka.TopicSetup;
import io.deliverytracking.traces.TraceException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The simulator as REST, health and metrics see it: waits for the broker, begins and ends sessions, passes commands on.
 *
 * <p>At startup a thread of its own reads the trace and creates the topics, asking again until a broker answers, and
 * begins the first session if autostart is on. At shutdown the session is stopped and its ledger closed.
 *
 * <p>Threading: any thread; transitions are guarded by this object's lock.
 */
@ApplicationScoped
public class Simulator {

    private static final Logger LOG = Logger.getLogger(Simulator.class);

    private static final long ASK_AGAIN_MS = 500;
    private static final long LOG_AGAIN_NS = 5_000_000_000L;
    private static final long COMMAND_PATIENCE_MS = 2_000;

    private final SimulatorConfig config;
    private final SettingsFactory settings;
    private final SessionFactory sessions;
    private final String bootstrapServers;
    private final Thread preparation = new Thread(this::prepare, "rider-simulator-preparation");

    // Guarded by this.
    private int riders;
    private double ratePerRider;
    private double timeFactor;
    private FaultSettings faults = FaultSettings.NONE;
    private SendCounts ofEndedSessions = SendCounts.ZERO;

    private volatile Optional<Replay> replay = Optional.empty();
    private volatile int partitions;
    private volatile @Nullable Session session;
    private volatile @Nullable String startFailure;
    private volatile boolean shuttingDown;

    public Simulator(
            SimulatorConfig config,
            SettingsFactory settings,
            SessionFactory sessions,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        this.settings = settings;
        this.sessions = sessions;
        this.bootstrapServers = bootstrapServers;
    }

    void onStart(@Observes StartupEvent event) {
        settings.check();
        synchronized (this) {
            riders = config.riders();
            ratePerRider = config.ratePerRider();
            timeFactor = config.city().timeFactor();
            faults = settings.faults();
        }
        preparation.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        shuttingDown = true;
        preparation.interrupt();
        preparation.join();
        Session current = session;
        if (current != null) {
            current.stop(config.stopTimeout());
        }
    }

    public SimulatorState state() {
        Session current = session;
        if (current != null) {
            return current.state();
        }
        if (startFailure != null) {
            return SimulatorState.FAILED;
        }
        return partitions == 0 ? SimulatorState.WAITING_FOR_BROKER : SimulatorState.READY;
    }

    /** Why the state is what it is; null if there is nothing to say. */
    public @Nullable String message() {
        Session current = session;
        Throwable failure = current == null ? null : current.failure();
        if (failure != null) {
            return failure.toString();
        }
        if (startFailure != null) {
            return startFailure;
        }
        return partitions == 0 ? "waiting for a broker at " + bootstrapServers : null;
    }

    /** The topics exist, and if something is being sent, the producer has a connection. */
    public boolean isReady() {
        Session current = session;
        SimulatorState state = state();
        return partitions > 0
                && state != SimulatorState.FAILED
                && (current == null || !state.isActive() || current.isConnected());
    }

    /** What is replayed; empty until it has been read, or when riders are simulated. */
    public Optional<Replay> replay() {
        return replay;
    }

    /** The current session, or the last one. */
    @Nullable
    Session session() {
        return session;
    }

    /** Over all sessions of this process. */
    public synchronized SendCounts totals() {
        Session current = session;
        return current == null
                ? ofEndedSessions
                : plus(ofEndedSessions, current.statistics().counts());
    }

    /** Begins a new session. */
    public synchronized void start() {
        SimulatorState state = state();
        if (state.isActive()) {
            throw new IllegalCommandException("session " + number() + " is already " + lower(state));
        }
        if (partitions == 0) {
            String reason = message();
            throw new IllegalCommandException("cannot start: " + (reason == null ? "not prepared" : reason));
        }
        if (shuttingDown) {
            throw new IllegalCommandException("cannot start: shutting down");
        }
        Session last = session;
        if (last != null) {
            end(last);
        }
        ofEndedSessions = totals();
        // Without a session between the two: a failure to begin must not show the old one.
        session = null;
        Session next;
        try {
            next = sessions.create(replay, riders, ratePerRider, timeFactor, faults, partitions);
        } catch (RuntimeException e) {
            // For all who ask later, too: whoever told it to start may not be the one who wants to know.
            startFailure = e instanceof TraceException ? e.getMessage() : e.toString();
            throw e;
        }
        startFailure = null;
        session = next;
        next.start();
    }

    public void pause() {
        await(requireActive().pause());
    }

    public void resume() {
        await(requireActive().resume());
    }

    /**
     * Stops the session, waits for its last acknowledgements, closes its ledger. One that failed sends nothing any more, but goes on
     * intending until it is stopped.
     */
    public void stop() {
        Session current = session;
        end(current != null && current.state() == SimulatorState.FAILED ? current : requireActive());
    }

    /** For the running session and the ones after it. */
    public synchronized void changeRate(double newRatePerRider) {
        SettingsFactory.requireRate("ratePerRider", newRatePerRider);
        Session current = session;
        if (current != null && current.state().isActive()) {
            await(current.changeRate(newRatePerRider));
        }
        ratePerRider = newRatePerRider;
    }

    /** For the running session and the ones after it. */
    public synchronized void changeRiders(int newRiders) {
        SettingsFactory.requireRiders("riders", newRiders);
        Session current = session;
        if (current != null && current.state().isActive()) {
            await(current.changeRiders(newRiders));
        }
        riders = newRiders;
    }

    /** For the running session and the ones after it. */
    public synchronized void changeTimeFactor(double newTimeFactor) {
        SettingsFactory.requireTimeFactor("timeFactor", newTimeFactor);
        Session current = session;
        if (current != null && current.state().isActive()) {
            await(current.changeTimeFactor(newTimeFactor));
        }
        timeFactor = newTimeFactor;
    }

    public synchronized FaultSettings faults() {
        return faults;
    }

    /** For the running session and the ones after it. */
    public synchronized void changeFaults(FaultSettings newFaults) {
        Session current = session;
        if (current != null && current.state().isActive()) {
            await(current.changeFaults(newFaults));
        }
        faults = newFaults;
    }

    /** Also of a session that failed: its ledger is still open. */
    private void end(Session ending) {
        try {
            ending.stop(config.stopTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalCommandException("interrupted while ending session " + ending.number());
        }
    }

    private void prepare() {
        try {
            replay = sessions.readReplay();
            partitions = awaitTopics();
            if (config.autostart()) {
                startByItself();
            }
        } catch (InterruptedException e) {
            // Shut down before a broker came.
        } catch (TraceException e) {
            startFailure = e.getMessage();
            LOG.errorf("cannot replay; %s", e.getMessage());
        } catch (RuntimeException e) {
            if (!shuttingDown) {
                startFailure = e.toString();
                LOG.error("cannot prepare", e);
            }
        }
    }

    /** What stands in its way is told by {@link #start}; somebody may have started it since. */
    private void startByItself() {
        try {
            start();
        } catch (RuntimeException e) {
            if (!shuttingDown) {
                LOG.error("cannot start", e);
            }
        }
    }

    private int awaitTopics() throws InterruptedException {
        TopicSetup topics = new TopicSetup(bootstrapServers, config.topics());
        long loggedAtNs = System.nanoTime() - LOG_AGAIN_NS;
        while (true) {
            try {
                return topics.ensure();
            } catch (BrokerUnavailableException e) {
                if (System.nanoTime() - loggedAtNs >= LOG_AGAIN_NS) {
                    loggedAtNs = System.nanoTime();
                    LOG.infof("waiting for the broker; reason=%s", e.getMessage());
                }
                Thread.sleep(ASK_AGAIN_MS);
            }
        }
    }

    private Session requireActive() {
        Session current = session;
        if (current == null || !current.state().isActive()) {
            throw new IllegalCommandException("nothing is running, the simulator is " + lower(state()));
        }
        return current;
    }

    /** A sender that is blocked on a full buffer executes the command later; that is no failure of the command. */
    private static void await(CompletableFuture<Void> command) {
        try {
            command.get(COMMAND_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("a command waits for the blocked sender");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long number() {
        Session current = session;
        return current == null ? 0 : current.number();
    }

    private static String lower(SimulatorState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static SendCounts plus(SendCounts a, SendCounts b) {
        return new SendCounts(
                a.sent() + b.sent(),
                a.acknowledged() + b.acknowledged(),
                a.failed() + b.failed(),
                a.copiesSent() + b.copiesSent(),
                a.copiesAcknowledged() + b.copiesAcknowledged(),
                a.ordersSent() + b.ordersSent(),
                a.ordersAcknowledged() + b.ordersAcknowledged(),
                a.ordersFailed() + b.ordersFailed());
    }
}
