package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.ClientProcess;
import io.deliverytracking.broker.benchmark.client.FlatOutLoad;
import io.deliverytracking.broker.benchmark.client.FlatOutResult;
import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.result.Aim;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As fast as one producer can, then as fast as a group of one consumer can: values of 48 and 100 bytes, acks 1 and all. */
final class FlatOutTrial implements Trial {

    static final String NAME = "flat-out";

    /** Of so many pairs the issue asks for. */
    private static final int MIN_PAIRS = 7;

    private static final Aim NO_SLOWER = Aim.surelyAtLeast(0.95, MIN_PAIRS);
    private static final int[] VALUE_BYTES = {48, 100};
    private static final String[] ACKS = {"1", "all"};
    private static final int PARTITIONS = 12;

    /** Once takes a second, and a machine that others use is not the same from one to the next. */
    private static final int READS = 3;

    private final Lab lab;
    private final Sizes sizes;
    private final LastingBrokers brokers;
    private final ClientProcess clients;

    FlatOutTrial(Lab lab, Sizes sizes) throws IOException {
        this.lab = lab;
        this.sizes = sizes;
        this.brokers = new LastingBrokers(lab);
        this.clients = ClientProcess.start(lab.clientLog());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "flat out, in and out";
    }

    @Override
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int valueBytes : VALUE_BYTES) {
            for (String acks : ACKS) {
                String what = valueBytes + " bytes, acks " + acks;
                rows.add(new Row(id("in", valueBytes, acks), "flat out in, " + what, "records/s", NO_SLOWER));
                rows.add(new Row(id("out", valueBytes, acks), "  and out", "records/s", NO_SLOWER));
            }
        }
        return rows;
    }

    private static String id(String direction, int valueBytes, String acks) {
        return "flat-out-" + direction + "-" + valueBytes + "-" + acks;
    }

    @Override
    public int pairs() {
        return sizes.pairs(sizes.flatOutPairs());
    }

    /** Both brokers and the client have to be compiled. */
    @Override
    public boolean hasIdleTurn() {
        return true;
    }

    @Override
    public void prepare(BrokerUnderTest broker) throws IOException, LoadException {
        brokers.of(broker);
    }

    @Override
    public Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException {
        RunningBroker running = brokers.of(broker);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int valueBytes : VALUE_BYTES) {
            for (String acks : ACKS) {
                FlatOutResult result = run(running, valueBytes, acks);
                if (result.trouble() != null) {
                    lab.onTrouble(broker, result.trouble());
                }
                figures.put(id("in", valueBytes, acks), result.inPerSecond());
                figures.put(id("out", valueBytes, acks), result.outPerSecond());
            }
        }
        return figures;
    }

    private FlatOutResult run(RunningBroker running, int valueBytes, String acks) throws IOException, LoadException {
        try {
            return clients.run(new FlatOutLoad(
                    running.bootstrapServers(),
                    lab.freshTopic(),
                    PARTITIONS,
                    valueBytes,
                    acks,
                    sizes.flatOutRecords(),
                    READS));
        } catch (LoadException e) {
            running.requireAlive();
            throw e;
        }
    }

    @Override
    public void close() {
        clients.close();
        brokers.close();
    }
}
