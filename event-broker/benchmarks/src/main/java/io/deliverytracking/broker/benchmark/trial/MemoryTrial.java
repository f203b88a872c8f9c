package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.ClientProcess;
import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.client.SteadyLoad;
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

/** Resident memory of a broker that was just started and has acknowledged one record, then the most of it under load. */
final class MemoryTrial implements Trial {

    static final String NAME = "memory";

    private static final Row IDLE = new Row("memory-idle", "resident memory, idle", "MB", Aim.atMost(0.3));
    private static final Row LOADED =
            new Row("memory-loaded", "  at 100,000/s in, three groups out", "MB", Aim.atMost(0.4));
    private static final int LINGER_MS = 5;

    private final Lab lab;
    private final Sizes sizes;
    private final ClientProcess clients;

    MemoryTrial(Lab lab, Sizes sizes) throws IOException {
        this.lab = lab;
        this.sizes = sizes;
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
        return List.of(IDLE, LOADED);
    }

    @Override
    public int pairs() {
        return sizes.pairs(sizes.memoryPairs());
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
            double idle = ProcessProbe.residentMb(running.pid());
            SteadyLoad load = SteadyTrial.load(running, lab.freshTopic(), 1, LINGER_MS, 0, sizes.memoryLoadS());
            UsageWindow usage = new UsageWindow(running.pid());
            SteadyTrial.check(lab, broker, load, SteadyTrial.run(clients, running, load, usage));
            running.stop();
            return Map.of(IDLE.id(), idle, LOADED.id(), usage.mostResidentMb());
        } finally {
            Lab.delete(directory);
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
