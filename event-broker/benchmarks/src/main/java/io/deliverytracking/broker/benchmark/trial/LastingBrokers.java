package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest.Formatting;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Both brokers, alive until a trial ends: a broker that is compiled and has grown is compared with one that is, too, and the turns
 * can be short enough that the machine is the same for both. The one that waits for its turn has nothing to do.
 *
 * <p>Threading: confined to the benchmark's thread. Ownership: of the processes.
 */
final class LastingBrokers implements AutoCloseable {

    private final Lab lab;
    private final Map<BrokerUnderTest, RunningBroker> running = new LinkedHashMap<>();

    LastingBrokers(Lab lab) {
        this.lab = lab;
    }

    /** Starts it, unless it runs. */
    RunningBroker of(BrokerUnderTest broker) throws IOException, LoadException {
        RunningBroker found = running.get(broker);
        if (found == null) {
            found = broker.prepare(lab.freshDirectory(broker), Formatting.WITHIN)
                    .run();
            running.put(broker, found);
            FirstRecord.await(found, lab.freshTopic(), null);
        }
        found.requireAlive();
        return found;
    }

    @Override
    public void close() {
        // Their data is thrown away.
        running.values().forEach(RunningBroker::kill);
        running.clear();
    }
}
