package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.probe.ProcessProbe;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest.Formatting;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/**
 * What a broker weighs that was just started on an empty directory, has acknowledged one record and come to rest, and what comes
 * on top of it then. Each turn has a broker of its own.
 *
 * <p>Threading: confined to the benchmark's thread.
 */
abstract class SettledBrokerTrial implements Trial {

    final Lab lab;
    final Sizes sizes;

    SettledBrokerTrial(Lab lab, Sizes sizes) {
        this.lab = lab;
        this.sizes = sizes;
    }

    @Override
    public final boolean hasIdleTurn() {
        return false;
    }

    @Override
    public final void prepare(BrokerUnderTest broker) {}

    /** Starts a broker, lets it settle, and looks at it; ends it. */
    final Map<String, Double> onceSettled(BrokerUnderTest broker, Look look) throws IOException, LoadException {
        Path directory = lab.freshDirectory(broker);
        try (RunningBroker running =
                broker.prepare(directory, Formatting.WITHIN).run()) {
            FirstRecord.await(running, lab.freshTopic(), null);
            settle();
            Map<String, Double> figures = look.at(running, ProcessProbe.residentMb(running.pid()));
            running.stop();
            return figures;
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    /** At a broker that has settled. */
    interface Look {

        /**
         * May put something on top, and measures.
         *
         * @param idleMb what the broker has resident now
         * @return figures, by the row's id
         */
        Map<String, Double> at(RunningBroker running, double idleMb) throws IOException, LoadException;
    }

    /** Lets a broker come to rest. */
    final void settle() {
        Lab.rest(sizes.settleS());
    }
}
