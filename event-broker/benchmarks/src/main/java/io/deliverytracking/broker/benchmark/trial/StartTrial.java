package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.result.Aim;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest.Formatting;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest.Launch;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * From the start of a process in an empty directory to its first acknowledged record.
 *
 * <p>Two lines, because "formatting included" can be read in two ways: Apache Kafka as it is documented, formatted by a command of its
 * own; and as quick as it can be, formatted within the process that serves. Ours has nothing to format, so its figure is the same.
 *
 * <p>A third line has ours without its HTTP interface, beside the same start of Apache Kafka as the first.
 */
final class StartTrial implements Trial {

    static final String NAME = "start";

    private static final Row AS_DOCUMENTED =
            new Row("first-record", "empty directory to first acks=all record", "s", Aim.atMost(0.1));
    private static final Row WITHIN =
            new Row("first-record-one-process", "  Kafka formatting within the same process", "s", null);
    private static final Row WITHOUT_HTTP =
            new Row("first-record-without-http", "  ours without HTTP (./delivery broker)", "s", Aim.atMost(0.1));

    private final Lab lab;
    private final int pairs;

    StartTrial(Lab lab, Sizes sizes) {
        this.lab = lab;
        this.pairs = sizes.pairs(sizes.startPairs());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "start in an empty directory";
    }

    @Override
    public List<Row> rows() {
        return List.of(AS_DOCUMENTED, WITHIN, WITHOUT_HTTP);
    }

    @Override
    public int pairs() {
        return pairs;
    }

    @Override
    public boolean hasIdleTurn() {
        return true;
    }

    @Override
    public void prepare(BrokerUnderTest broker) {}

    @Override
    public Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException {
        double documented = secondsToFirstRecord(broker, Formatting.AS_DOCUMENTED);
        double within = secondsToFirstRecord(broker, Formatting.WITHIN);
        Optional<BrokerUnderTest> plain = broker.withoutHttp();
        double withoutHttp =
                plain.isPresent() ? secondsToFirstRecord(plain.get(), Formatting.AS_DOCUMENTED) : documented;
        return Map.of(AS_DOCUMENTED.id(), documented, WITHIN.id(), within, WITHOUT_HTTP.id(), withoutHttp);
    }

    private double secondsToFirstRecord(BrokerUnderTest broker, Formatting formatting)
            throws IOException, LoadException {
        Path directory = lab.freshDirectory(broker);
        Launch launch = broker.prepare(directory, formatting);
        long startNs = System.nanoTime();
        try (RunningBroker running = launch.run()) {
            FirstRecord.await(running, lab.freshTopic(), null);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            running.stop();
            return seconds;
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    @Override
    public void close() {}
}
