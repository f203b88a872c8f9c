package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.ClientProcess;
import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.client.SteadyLoad;
import io.deliverytracking.broker.benchmark.client.SteadyResult;
import io.deliverytracking.broker.benchmark.result.Aim;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * 100,000 records/s in, three groups out: processor time of the broker, and delay from sender to receiver in the same turns, so that
 * neither is bought with the other.
 */
final class SteadyTrial implements Trial {

    static final String LINGER_5 = "linger-5";
    static final String LINGER_0 = "linger-0";
    static final String FOUR_PRODUCERS = "four-producers";

    private static final int RATE = 100_000;
    private static final int GROUPS = 3;
    private static final int PARTITIONS = 12;
    private static final int VALUE_BYTES = 48;
    private static final int SHORT_WARM_UP_MS = 1_500;
    private static final double MILLION = 1e6;

    /** Of the records that were due: below, the row is about another rate than it says. */
    private static final double ENOUGH = 0.98;

    private final String name;
    private final int producers;
    private final int lingerMs;
    private final Row cpu;
    private final List<Row> delays;
    private final Lab lab;
    private final Sizes sizes;
    private final LastingBrokers brokers;
    private final ClientProcess clients;

    private SteadyTrial(String name, int producers, int lingerMs, List<Row> delays, Lab lab, Sizes sizes)
            throws IOException {
        this.name = name;
        this.producers = producers;
        this.lingerMs = lingerMs;
        String what = producers == 1 ? "linger " + lingerMs : "four producers, linger " + lingerMs;
        this.cpu = new Row("cpu-" + name, "broker CPU, 1 million in + 3 million out, " + what, "s", Aim.atMost(0.5));
        this.delays = delays;
        this.lab = lab;
        this.sizes = sizes;
        this.brokers = new LastingBrokers(lab);
        this.clients = ClientProcess.start(lab.clientLog());
    }

    static Trial linger(int lingerMs, Lab lab, Sizes sizes) throws IOException {
        String name = "linger-" + lingerMs;
        List<Row> delays = List.of(
                delay("p50", "send to receive p50, linger " + lingerMs, lingerMs, 1.0),
                delay("p99", "  p99", lingerMs, lingerMs == 0 ? 0.8 : 1.0),
                delay("p99.9", "  p99.9", lingerMs, 1.0));
        return new SteadyTrial(name, 1, lingerMs, delays, lab, sizes);
    }

    static Trial fourProducers(Lab lab, Sizes sizes) throws IOException {
        return new SteadyTrial(FOUR_PRODUCERS, 4, 5, List.of(), lab, sizes);
    }

    private static Row delay(String percentile, String title, int lingerMs, double bound) {
        return new Row(percentile + "-linger-" + lingerMs, title, "ms", Aim.atMost(bound));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return cpu.title().replaceFirst("^broker CPU, ", "");
    }

    @Override
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(cpu));
        rows.addAll(delays);
        return rows;
    }

    @Override
    public int pairs() {
        return sizes.pairs(sizes.steadyPairs());
    }

    @Override
    public boolean hasIdleTurn() {
        return false;
    }

    /** The warm-up: the same work, as long for both. */
    @Override
    public void prepare(BrokerUnderTest broker) throws IOException, LoadException {
        turn(broker, 0, sizes.steadyWarmUpS());
    }

    @Override
    public Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException {
        Turn turn = turn(broker, SHORT_WARM_UP_MS, sizes.steadyMeasureS());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(cpu.id(), turn.cpuSeconds / (turn.result.acknowledged() / MILLION));
        if (!delays.isEmpty()) {
            figures.put(delays.get(0).id(), turn.result.p50Ms());
            figures.put(delays.get(1).id(), turn.result.p99Ms());
            figures.put(delays.get(2).id(), turn.result.p999Ms());
        }
        return figures;
    }

    private record Turn(SteadyResult result, double cpuSeconds) {}

    private Turn turn(BrokerUnderTest broker, int warmUpMs, int measureS) throws IOException, LoadException {
        RunningBroker running = brokers.of(broker);
        SteadyLoad load = load(running, lab.freshTopic(), producers, lingerMs, warmUpMs, measureS);
        UsageWindow usage = new UsageWindow(running.pid());
        SteadyResult result = run(clients, running, load, usage);
        check(lab, broker, load, result);
        return new Turn(result, usage.cpuSeconds());
    }

    /** Clients of a broker that has ended complain of silence; its own last words say more. */
    static SteadyResult run(ClientProcess clients, RunningBroker running, SteadyLoad load, UsageWindow usage)
            throws IOException, LoadException {
        try {
            return clients.run(load, usage);
        } catch (LoadException e) {
            running.requireAlive();
            throw e;
        }
    }

    static SteadyLoad load(
            RunningBroker running, String topic, int producers, int lingerMs, int warmUpMs, int measureS) {
        return new SteadyLoad(
                running.bootstrapServers(),
                topic,
                PARTITIONS,
                VALUE_BYTES,
                producers,
                lingerMs,
                RATE,
                GROUPS,
                warmUpMs,
                measureS * 1_000);
    }

    /** Whether the load was what it says, and each record came once. */
    static void check(Lab lab, BrokerUnderTest broker, SteadyLoad load, SteadyResult result) {
        if (result.trouble() != null) {
            lab.onTrouble(broker, result.trouble());
        }
        if (result.acknowledged() == 0) {
            throw new IllegalStateException(broker.name() + " acknowledged nothing in " + result.seconds() + " s");
        }
        double reached = result.acknowledged() / (result.seconds() * load.ratePerSecond());
        if (reached < ENOUGH) {
            lab.remark(String.format(
                    Locale.ROOT,
                    "%s with linger %d, %d producer(s): %,.0f records/s were acknowledged in a turn, not %,d; the delays say so, too.",
                    broker.name(),
                    load.lingerMs(),
                    load.producers(),
                    result.acknowledged() / result.seconds(),
                    load.ratePerSecond()));
        }
    }

    @Override
    public void close() {
        clients.close();
        brokers.close();
    }
}
