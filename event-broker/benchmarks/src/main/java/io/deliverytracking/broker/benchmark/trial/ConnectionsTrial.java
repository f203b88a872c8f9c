package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.probe.ProcessProbe;
import io.deliverytracking.broker.benchmark.result.Aim;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a thousand clients cost that have nothing to ask: the broker's memory with them, and how much of it is theirs. */
final class ConnectionsTrial extends SettledBrokerTrial {

    static final String NAME = "connections";

    private static final int CONNECTIONS = 1_000;

    /** A page cache that happens to be given back must not make a ratio of nothing. */
    private static final double LEAST_MB = 0.1;

    private static final Row WITH =
            new Row("connections", "resident memory with 1,000 idle connections", "MB", Aim.atMost(0.5));
    private static final Row GROWTH = new Row("connections-growth", "  of it for them", "MB", Aim.atMost(0.5));

    ConnectionsTrial(Lab lab, Sizes sizes) {
        super(lab, sizes);
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
    public Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException {
        return onceSettled(broker, (running, idleMb) -> {
            try (IdleConnections connections = IdleConnections.open(running, CONNECTIONS)) {
                settle();
                double withMb = ProcessProbe.residentMb(running.pid());
                return Map.of(WITH.id(), withMb, GROWTH.id(), Math.max(LEAST_MB, withMb - idleMb));
            }
        });
    }

    @Override
    public void close() {}
}
