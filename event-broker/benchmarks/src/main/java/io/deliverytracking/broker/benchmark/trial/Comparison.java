package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.probe.HostProbe;
import io.deliverytracking.broker.benchmark.result.Pair;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.result.RowResult;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has the two brokers take turns at a trial, A B A B, and pairs what they come to.
 *
 * <p>Threading: confined to the benchmark's thread. Failure: what a broker can't do is remarked, and its lines are missing; the other
 * trials go on.
 */
public final class Comparison {

    /** From here on a reader has to know of it. */
    private static final double MUCH_STOLEN = 0.05;

    private static final int MOST_LINES = 4;

    private final BrokerUnderTest ours;
    private final BrokerUnderTest theirs;
    private final Lab lab;
    private final Consumer<String> progress;

    /** @param progress is told what is being done */
    public Comparison(BrokerUnderTest ours, BrokerUnderTest theirs, Lab lab, Consumer<String> progress) {
        this.ours = ours;
        this.theirs = theirs;
        this.lab = lab;
        this.progress = progress;
    }

    /** Measures; a line for each row of the trial, or none where it failed before there was a pair. */
    public List<RowResult> run(Trial trial) {
        Map<Row, List<Pair>> pairs = new LinkedHashMap<>();
        trial.rows().forEach(row -> pairs.put(row, new ArrayList<>()));
        try {
            progress.accept(trial.title() + ": getting ready");
            trial.prepare(ours);
            trial.prepare(theirs);
            for (int turn = trial.hasIdleTurn() ? 0 : 1; turn <= trial.pairs(); turn++) {
                progress.accept(trial.title() + ": " + (turn == 0 ? "warm-up" : turn + " of " + trial.pairs()));
                Map<String, Double> of = measure(trial, ours);
                Map<String, Double> against = measure(trial, theirs);
                if (turn > 0) {
                    pairs.forEach((row, list) -> list.add(new Pair(figure(of, row), figure(against, row))));
                }
            }
        } catch (IOException | LoadException | RuntimeException e) {
            lab.remark(trial.name() + " could not be measured to its end: " + oneLine(e));
            progress.accept("! " + e);
        }
        return pairs.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> RowResult.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Map<String, Double> measure(Trial trial, BrokerUnderTest broker) throws IOException, LoadException {
        HostProbe host = new HostProbe();
        Map<String, Double> figures;
        try {
            figures = trial.measure(broker);
        } catch (LoadException e) {
            throw new LoadException(broker.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(broker.name() + ": " + e.getMessage(), e);
        }
        double stolen = host.stolen();
        if (stolen > MUCH_STOLEN) {
            lab.remark(String.format(
                    Locale.ROOT,
                    "%s, a turn of %s: the machine's host took %.0f%% of the processors' time.",
                    trial.name(),
                    broker.name(),
                    100 * stolen));
        }
        return figures;
    }

    private static double figure(Map<String, Double> figures, Row row) {
        Double figure = figures.get(row.id());
        if (figure == null) {
            throw new IllegalStateException("no figure for " + row.id());
        }
        return figure;
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().limit(MOST_LINES).collect(Collectors.joining(" / "));
    }
}
