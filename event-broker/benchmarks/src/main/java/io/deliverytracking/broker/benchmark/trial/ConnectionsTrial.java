package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.probe.ProcessProbe;
import io.deliverytracking.broker.benchmark.result.Aim;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest.Formatting;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a thousand clients cost that have nothing to ask: the broker's memory with them, and how much of it is theirs. */
final class ConnectionsTrial implements Trial {

    static final String NAME = "connections";

    private static final int CONNECTIONS = 1_000;

    /** A page cache that happens to be given back must not make a ratio of nothing. */
    private static final double LEAST_MB = 0.1;

    private static final Row WITH =
            new Row("connections", "resident memory with 1,000 idle connections", "MB", Aim.atMost(0.5));
    private static final Row GROWTH = new Row("connections-growth", "  of it for them", "MB", Aim.atMost(0.5));

    private final Lab lab;
    private final Sizes sizes;

    ConnectionsTrial(Lab lab, Sizes sizes) {
        this.lab = lab;
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "1,000 idle connections";
    }

    @Override
    public List<Row> rows() {
        return List.of(WITH, GROWTH);
    }

    @Override
    public int pairs() {
        return sizes.pairs(sizes.connectionPairs());
    }

    @Override
    public boolean hasIdleTurn() {
        return false;
    }

    @Override
    public void prepare(BrokerUnderTest broker) {}

    @Override
    public Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException {
        Path directory = lab.freshDirectory(broker);
        try (RunningBroker running =
                broker.prepare(directory, Formatting.WITHIN).run()) {
            FirstRecord.await(running, lab.freshTopic(), null);
            Lab.rest(sizes.settleS());
            double before = ProcessProbe.residentMb(running.pid());
            double with;
            try (IdleConnections connections = IdleConnections.open(running, CONNECTIONS)) {
                Lab.rest(sizes.settleS());
                with = ProcessProbe.residentMb(running.pid());
            }
            running.stop();
            return Map.of(WITH.id(), with, GROWTH.id(), Math.max(LEAST_MB, with - before));
        } finally {
            Lab.delete(directory);
        }
    }

    @Override
    public void close() {}
}
