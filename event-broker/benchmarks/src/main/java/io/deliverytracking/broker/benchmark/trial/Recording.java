package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.ClientProcess;
import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.client.SteadyLoad;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/**
 * Gives both brokers an archive of their start, recorded with five seconds of small load as the demo records its services (5,000
 * riders, three groups). Ours has one already, unless {@code ./delivery} could not record it. Stateless.
 */
public final class Recording {

    private static final int RATE = 5_000;
    private static final int MILLISECONDS = 5_000;

    private Recording() {}

    /**
     * Records, unless it was done before with this JVM and these flags.
     *
     * @param directory throw-away data
     * @param progress  is told that it takes a while
     */
    public static void ensure(BrokerUnderTest broker, Path directory, Lab lab, Consumer<String> progress)
            throws IOException {
        if (broker.isRecorded()) {
            return;
        }
        progress.accept("Recording how " + broker.name() + " starts, so that it starts as quickly as it can ...");
        try (ClientProcess clients = ClientProcess.start(lab.clientLog())) {
            broker.record(directory, bootstrapServers -> work(clients, bootstrapServers));
        } finally {
            Utils.delete(directory.toFile());
        }
        if (!broker.isRecorded()) {
            lab.remark(broker.name() + "'s start could not be recorded: it starts without an archive.");
        }
    }

    private static void work(ClientProcess clients, String bootstrapServers) throws IOException {
        SteadyLoad load = new SteadyLoad(bootstrapServers, "recorded", 12, 48, 1, 5, RATE, 3, 0, MILLISECONDS);
        try {
            clients.run(load, new NoWindow());
        } catch (LoadException e) {
            throw new IOException("its start could not be recorded: " + e.getMessage(), e);
        }
    }

    private static final class NoWindow implements ClientProcess.Window {
        @Override
        public void begin() {}

        @Override
        public void tick() {}

        @Override
        public void end() {}
    }
}
