package io.deliverytracking.loadtest.output;

import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line a trial. Counts cover all of it, warm-up and drain included; times, processors and WAL the measured seconds only; peaks and
 * sizes all of it. Stateless.
 */
final class TrialTable {

    private static final List<String> OPERATIONS = List.of("read", "create", "update");
    private static final List<String> PROCESSES =
            List.of("postgres", "broker", "db-writer", "application", "load-test");

    private TrialTable() {}

    static String csv(LoadTestResult result) {
        Csv csv = new Csv(columns());
        for (Trial trial : result.trials()) {
            List<@Nullable Object> fields = RunColumns.of(result, trial);
            fields.addAll(List.of(
                    trial.warmUpSeconds(),
                    trial.measuredSeconds(),
                    trial.kept(),
                    trial.counts().due(),
                    trial.counts().offered(),
                    trial.counts().refused(),
                    trial.counts().acknowledged(),
                    trial.counts().stored(),
                    trial.counts().lost(),
                    trial.counts().inLog(),
                    trial.counts().duplicated()));
            latency(trial.acknowledgement(), fields);
            latency(trial.visibility(), fields);
            OPERATIONS.forEach(operation -> latency(trial.foreground().get(operation), fields));
            fields.add(trial.foregroundErrors());
            Resources resources = trial.resources();
            PROCESSES.forEach(process -> fields.add(resources.cpuSeconds().get(process)));
            fields.add(resources.walBytes());
            fields.add(resources.tableBytesPerMillion());
            fields.add(resources.peakQueueBytes());
            fields.add(resources.peakLag());
            fields.add(resources.drainSeconds());
            fields.add(trial.bottleneck());
            fields.add(String.join(" ", trial.remarks()));
            csv.row(fields.toArray());
        }
        return csv.toString();
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(RunColumns.NAMES);
        columns.addAll(List.of(
                "warm_up_seconds",
                "measured_seconds",
                "kept",
                "due",
                "offered",
                "refused",
                "acknowledged",
                "stored",
                "lost",
                "in_log",
                "duplicated"));
        latencyColumns("acknowledgement", columns);
        latencyColumns("visibility", columns);
        OPERATIONS.forEach(operation -> latencyColumns("foreground_" + operation, columns));
        columns.add("foreground_errors");
        PROCESSES.forEach(process -> columns.add("cpu_seconds_" + process.replace('-', '_')));
        columns.addAll(List.of(
                "wal_bytes",
                "table_bytes_per_million",
                "peak_queue_bytes",
                "peak_lag",
                "drain_seconds",
                "bottleneck",
                "remarks"));
        return columns;
    }

    private static void latencyColumns(String name, List<String> columns) {
        for (String figure : List.of("count", "p50_us", "p99_us", "p99_low_us", "p99_high_us", "p999_us", "max_us")) {
            columns.add(name + "_" + figure);
        }
    }

    private static void latency(@Nullable Latency latency, List<@Nullable Object> fields) {
        fields.add(latency == null ? null : latency.count());
        fields.add(latency == null ? null : latency.p50Us());
        fields.add(latency == null ? null : latency.p99Us());
        fields.add(latency == null ? null : latency.p99LowUs());
        fields.add(latency == null ? null : latency.p99HighUs());
        fields.add(latency == null ? null : latency.p999Us());
        fields.add(latency == null ? null : latency.maxUs());
    }
}
