package io.deliverytracking.loadtest.drain;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Pipeline;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Environment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills the topic once, then lets one side after the other drain it into the same table, emptied before each.
 *
 * <p>Threading: confined to one thread, but for the meter's own. Ownership: the broker with its log, and every client; nothing of them
 * is left when {@link #run} returns.
 *
 * <p>Failure: {@link LabException}, as soon as one side can't go on: a comparison of the others would be another one.
 */
public final class DrainBenchmark {

    /** As the writer is delivered: {@code delivery.ingest.max-records}. */
    public static final int BATCH_ROWS = 5_000;

    /**
     * One partition, or two around midnight. The writer's usual ones are narrower, and it indexes them by rider when their time is
     * over: for a backlog that would fall into the midst of draining or not, depending on its age, and only on one side.
     */
    private static final Duration PARTITION_WIDTH = Duration.ofDays(1);

    /** Longer than any start, checkpoint or pause. */
    private static final Duration STANDSTILL = Duration.ofSeconds(120);

    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long TOLD_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    private final DrainPlan plan;
    private final DeliveryHome home;
    private final DatabaseServer server;
    private final Console console;
    private final StopRequest stop;

    public DrainBenchmark(DrainPlan plan, DeliveryHome home, DatabaseServer server, Console console, StopRequest stop) {
        this.plan = plan;
        this.home = home;
        this.server = server;
        this.console = console;
        this.stop = stop;
    }

    /** Whether Debezium's sink can be started; it is built apart from the rest. */
    public static boolean isConnectBuilt(DeliveryHome home) {
        return ConnectSide.isBuilt(home);
    }

    /** The tables are migrated; what they hold is thrown away. */
    public DrainResult run(Environment environment) throws LabException {
        Instant startedAt = Instant.now();
        ConnectSide.stopLeftover(home);
        Tables tables = new Tables(server.database());
        Map<String, String> ofWriter = new LinkedHashMap<>();
        ofWriter.put("delivery.partitions.width", PARTITION_WIDTH.toString());
        ofWriter.putAll(plan.writerSettings());
        Instant beginning = LogFilling.beginning(startedAt, plan.rows());
        tables.makePartitions(beginning, Duration.between(beginning, startedAt), PARTITION_WIDTH);
        List<SideResult> results = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.startBroker(
                        home, server.jdbcUrl(), new Pipeline.Settings(Map.of(), Map.of(), ofWriter));
                StoredRows table = StoredRows.open(server.database())) {
            fill(pipeline, beginning);
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Side side : List.of(
                        new BareCopySide(home, pipeline.bootstrapServers(), server.jdbcUrl(), BATCH_ROWS),
                        WriterSide.ingestAlone(pipeline, table),
                        WriterSide.whole(pipeline, table))) {
                    if (plan.sides().contains(side.name())) {
                        results.add(drain(side, plan.rows(), pipeline, tables, table));
                    }
                }
            }
            if (plan.hasDebezium()) {
                Side debezium = new ConnectSide(home, connect(pipeline), pipeline.bootstrapServers());
                results.add(drain(debezium, Math.min(plan.rows(), plan.debeziumRows()), pipeline, tables, table));
            }
        }
        return new DrainResult(startedAt, environment, plan.rows(), BATCH_ROWS, results);
    }

    private ConnectSettings connect(Pipeline pipeline) throws LabException {
        try {
            // Any of the free ones: nothing else of them is used here.
            int port = Ports.free().of(Ports.Use.CONSOLE);
            return new ConnectSettings(
                    pipeline.bootstrapServers(), server.jdbcUrl(), BATCH_ROWS, port, plan.connectorSettings());
        } catch (IOException e) {
            throw new LabException("no free port: " + e.getMessage(), e);
        }
    }

    private void fill(Pipeline pipeline, Instant beginning) throws LabException {
        long startNs = System.nanoTime();
        LogFilling.fill(
                pipeline.bootstrapServers(), beginning, plan.rows(), sent -> tell("filling the topic", sent), stop);
        console.say(String.format(
                Locale.ROOT,
                "The topic holds %,d records; filled in %.1f s.",
                plan.rows(),
                (System.nanoTime() - startNs) / 1e9));
    }

    private SideResult drain(Side side, long records, Pipeline pipeline, Tables tables, StoredRows table)
            throws LabException {
        tables.empty();
        List<DrainSample> samples;
        double checkpointCpu;
        try (DrainMeter meter = new DrainMeter(
                server.jdbcUrl(), new DrainMeter.Processes(server::pid, side::pid, pipeline::brokerPid))) {
            try {
                side.start(records);
                await(side, records);
                meter.look();
                samples = meter.samples();
            } finally {
                side.stop();
            }
            DrainSample ended = meter.look();
            table.checkpoint();
            checkpointCpu = meter.look().serverCpu() - ended.serverCpu();
        }
        console.say(side.title() + ": drained; counting the rows ...");
        DrainWindow window = DrainWindow.of(samples, table.commits());
        OptionalDouble decoding = side.decodingCpuUs();
        SideResult result = new SideResult(
                side.name(),
                side.title(),
                records,
                window.rows(),
                window.seconds(),
                window.transactions(),
                window.serverCpu() + checkpointCpu,
                window.sessionsCpu(),
                window.autovacuumCpu(),
                checkpointCpu,
                window.clientCpu(),
                decoding.isPresent() ? decoding.getAsDouble() : null,
                window.brokerCpu(),
                window.busyCpu(),
                window.waitingCpu(),
                window.walBytes(),
                window.diskBytes(),
                window.busiest(),
                table.check());
        console.say(String.format(
                Locale.ROOT,
                "%s: %,d rows in %.1f s, %,.0f a second",
                side.title(),
                result.rows(),
                result.seconds(),
                result.rowsPerSecond()));
        return result;
    }

    private void await(Side side, long records) throws LabException {
        long progressNs = System.nanoTime();
        long toldNs = progressNs;
        long before = -1;
        while (true) {
            checkStop();
            side.check();
            long stored = side.stored();
            if (stored >= records) {
                return;
            }
            long nowNs = System.nanoTime();
            if (stored != before) {
                before = stored;
                progressNs = nowNs;
            } else if (nowNs - progressNs > STANDSTILL.toNanos()) {
                throw new LabException(String.format(
                        Locale.ROOT, "%s stands still at %,d of %,d rows", side.title(), stored, records));
            }
            if (nowNs - toldNs >= TOLD_EVERY_NS) {
                toldNs = nowNs;
                tell(side.title(), stored);
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private void tell(String what, long done) {
        // Where each line stays there would be hundreds.
        if (console.isTerminal()) {
            console.passing(String.format(Locale.ROOT, "%s: %,d of %,d", what, done, plan.rows()));
        }
    }

    private void checkStop() throws LabException {
        if (stop.isAsked()) {
            throw new LabException("stopped before there was a result");
        }
    }
}
