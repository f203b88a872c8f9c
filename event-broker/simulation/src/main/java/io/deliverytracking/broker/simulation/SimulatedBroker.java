package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.handler.RequestContext;
import io.deliverytracking.broker.log.compaction.CleanerConfig;
import io.deliverytracking.broker.log.scrub.ScrubConfig;
import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.metadata.TopicDefaults;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.node.NodeConfig;
import io.deliverytracking.broker.node.NodeServices;
import io.deliverytracking.broker.port.LogLevels;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/**
 * A whole broker but for its sockets, on a simulated lane and disk, that can be started, asked, stopped and killed.
 *
 * <p>Failure: an exception that leaves a handler, a timer or a completion is an {@link AssertionError}, because a real
 * broker would not survive it. A metadata log that fails ends this broker as it would end a real one; it can be started
 * again.
 */
public final class SimulatedBroker {

    private static final int START_TIMEOUT_MS = 120_000;
    private static final int ANSWER_TIMEOUT_MS = 120_000;
    private static final int LONGEST_STEP_MS = 500;

    private final NodeConfig config;
    private final SimulatedLane lane;
    private final RandomSource random;
    private final SimulatedDisk disk;
    private @Nullable Node node;
    private @Nullable Throwable fatal;

    public SimulatedBroker(
            Map<String, String> properties, SimulatedLane lane, RandomSource random, SimulatedDisk disk) {
        this.config = config(properties);
        this.lane = lane;
        this.random = random;
        this.disk = disk;
    }

    private static NodeConfig config(Map<String, String> properties) {
        return new NodeConfig(
                1,
                null,
                new TreeMap<>(properties),
                Map.of(),
                TopicDefaults.KAFKA,
                GroupConfig.from(properties),
                50_000_000,
                100,
                1_000,
                86_400_000,
                300_000,
                1_000,
                60_000,
                CleanerConfig.DEFAULT,
                ScrubConfig.DEFAULT);
    }

    /** Starts it on what is on the disk; returns why it can't, or null. */
    public @Nullable Throwable start() {
        fatal = null;
        List<Throwable> failures = new ArrayList<>();
        List<Boolean> started = new ArrayList<>();
        try {
            Node opened = Node.open(
                    config,
                    new NodeServices(lane, lane, lane, random, disk.directory(), ReadMemory.HEAP, LogLevels.NONE),
                    this::onFatal);
            node = opened;
            opened.start(List.of(new BrokerEndpoint("PLAINTEXT", "127.0.0.1", 9092)), (nothing, failure) -> {
                started.add(true);
                if (failure != null) {
                    failures.add(failure);
                }
            });
        } catch (RuntimeException e) {
            kill();
            return e;
        }
        int waitedMs = 0;
        while (started.isEmpty() && fatal == null && waitedMs < START_TIMEOUT_MS) {
            waitedMs += step(waitedMs);
        }
        Throwable failure = fatal;
        if (failure == null && !failures.isEmpty()) {
            failure = failures.get(0);
        }
        if (failure == null && started.isEmpty()) {
            failure = new IllegalStateException("not started after " + START_TIMEOUT_MS + " ms");
        }
        if (failure != null) {
            kill();
        }
        return failure;
    }

    private void onFatal(Throwable failure) {
        if (fatal == null) {
            fatal = failure;
        }
    }

    /** Lets a little time pass, more the longer it took so far; returns how much. */
    private int step(int waitedMs) {
        int ms = waitedMs < 100 ? (waitedMs == 0 ? 0 : 1) : LONGEST_STEP_MS;
        turn(ms);
        return Math.max(1, ms);
    }

    /** Lets time pass; a broker whose metadata log failed meanwhile is gone then. */
    public void advance(long ms) {
        turn(ms);
        if (fatal != null) {
            kill();
        }
    }

    private void turn(long ms) {
        try {
            lane.advance(ms);
        } catch (RuntimeException e) {
            throw new AssertionError("left the lane, and would end the broker: " + e, e);
        }
    }

    /** Whether it serves. */
    public boolean isRunning() {
        return node != null && fatal == null;
    }

    /** The node that serves. */
    public Node node() {
        Node running = node;
        if (running == null) {
            throw new IllegalStateException("the broker is not running");
        }
        return running;
    }

    public SimulatedLane lane() {
        return lane;
    }

    public SimulatedDisk disk() {
        return disk;
    }

    /** The process dies; what it wrote is in the page cache. */
    public void kill() {
        lane.kill();
        disk.killProcess();
        node = null;
    }

    /** Stops cleanly; returns what went wrong, or null. */
    public @Nullable RuntimeException shutDown() {
        RuntimeException failure = null;
        try {
            node().shutDown();
        } catch (RuntimeException e) {
            failure = e;
        }
        kill();
        return failure;
    }

    /** Asks as a client would, and lets time pass until there is an answer; null if the broker ends before. */
    public <Q extends ApiMessage, R extends ApiMessage> @Nullable R ask(
            ApiKeys key, int version, Q request, Class<R> response) {
        if (!isRunning()) {
            return null;
        }
        List<R> answers = new ArrayList<>();
        send(key, version, request, response, answers);
        int waitedMs = 0;
        while (answers.isEmpty() && fatal == null) {
            if (waitedMs > ANSWER_TIMEOUT_MS) {
                throw new AssertionError(key + " was not answered within " + waitedMs + " ms: " + request);
            }
            waitedMs += step(waitedMs);
        }
        if (fatal != null) {
            kill();
        }
        return answers.isEmpty() ? null : answers.get(0);
    }

    @SuppressWarnings("unchecked") // the handler of a key takes and gives its messages
    private <Q extends ApiMessage, R extends ApiMessage> void send(
            ApiKeys key, int version, Q request, Class<R> response, List<R> answers) {
        ApiHandler<Q, R> handler = (ApiHandler<Q, R>) node().apis().handler(key.id);
        if (handler == null) {
            throw new IllegalArgumentException("no handler of " + key);
        }
        RequestContext context = new RequestContext((short) version, 1, "client", "/127.0.0.1", 1, "PLAINTEXT");
        try {
            handler.handle(context, request, new Answers<>(key, response, answers));
        } catch (RuntimeException e) {
            throw new AssertionError(key + " left its handler with " + e, e);
        }
    }

    private record Answers<R extends ApiMessage>(ApiKeys key, Class<R> response, List<R> answers) implements Reply<R> {

        @Override
        public void send(R answer) {
            if (!answers.isEmpty()) {
                throw new AssertionError(key + " was answered twice");
            }
            answers.add(response.cast(answer));
        }

        @Override
        public void sendNothing() {
            throw new AssertionError(key + " was not answered");
        }

        @Override
        public void closeConnection(String reason) {
            throw new AssertionError(reason);
        }
    }
}
