package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.ClientProcess;
import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.client.SteadyLoad;
import io.deliverytracking.broker.benchmark.result.Aim;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resident memory of a broker that was just started and has acknowledged one record, then the most of it under load; and once more
 * idle, ours without its HTTP interface beside the same Apache Kafka.
 */
final class MemoryTrial extends SettledBrokerTrial {

    static final String NAME = "memory";

    private static final Row IDLE = new Row("memory-idle", "resident memory, idle", "MB", Aim.atMost(0.3));
    private static final Row LOADED =
            new Row("memory-loaded", "  at 100,000/s in, three groups out", "MB", Aim.atMost(0.4));
    private static final Row WITHOUT_HTTP =
            new Row("memory-idle-without-http", "  idle, ours without HTTP", "MB", Aim.atMost(0.3));
    private static final int LINGER_MS = 5;

    private final ClientProcess clients;

    MemoryTrial(Lab lab, Sizes sizes) throws IOException {
        super(lab, sizes);
        this.clients = ClientProcess.start(lab.clientLog());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "memory";
    }

    @Override
    public List<Row> rows() {
        return List.of(IDLE, LOADED, WITHOUT_HTTP);
    }

    @Override
    public int pairs() {
        return sizes.pairs(sizes.memoryPairs());
    }

    @Override
    public Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException {
        Map<String, Double> figures = new HashMap<>(onceSettled(broker, (running, idleMb) -> {
            SteadyLoad load = SteadyTrial.load(running, lab.freshTopic(), 1, LINGER_MS, 0, sizes.memoryLoadS());
            UsageWindow usage = new UsageWindow(running.pid());
            SteadyTrial.check(lab, broker, load, SteadyTrial.run(clients, running, load, usage));
            return Map.of(IDLE.id(), idleMb, LOADED.id(), usage.mostResidentMb(), WITHOUT_HTTP.id(), idleMb);
        }));
        Optional<BrokerUnderTest> plain = broker.withoutHttp();
        if (plain.isPresent()) {
            figures.putAll(onceSettled(plain.get(), (running, idleMb) -> Map.of(WITHOUT_HTTP.id(), idleMb)));
        }
        return figures;
    }

    @Override
    public void close() {
        clients.close();
    }
}
