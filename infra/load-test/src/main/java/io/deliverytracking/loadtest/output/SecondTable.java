package io.deliverytracking.loadtest.output;

import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line a second of each trial. Stateless. */
final class SecondTable {

    private static final List<String> COLUMNS = List.of(
            "second",
            "phase",
            "due",
            "offered",
            "refused",
            "acknowledged",
            "failed",
            "queue_bytes",
            "pending",
            "lag",
            "foreground_p99_us",
            "foreground_errors",
            "acknowledgement_p99_us",
            "wal_bytes",
            "cores_postgres",
            "cores_broker",
            "cores_db_writer",
            "cores_application",
            "cores_load_test");

    private SecondTable() {}

    static String csv(LoadTestResult result) {
        List<String> columns = new ArrayList<>(RunColumns.NAMES);
        columns.addAll(COLUMNS);
        Csv csv = new Csv(columns);
        for (Trial trial : result.trials()) {
            for (Second second : trial.timeline()) {
                List<@Nullable Object> fields = RunColumns.of(result, trial);
                fields.addAll(Arrays.asList(
                        second.at(),
                        second.phase(),
                        second.due(),
                        second.offered(),
                        second.refused(),
                        second.acknowledged(),
                        second.failed(),
                        second.queueBytes(),
                        second.pending(),
                        second.lag(),
                        second.foregroundP99Us(),
                        second.foregroundErrors(),
                        second.acknowledgementP99Us(),
                        second.walBytes(),
                        second.cpu().get("postgres"),
                        second.cpu().get("broker"),
                        second.cpu().get("db-writer"),
                        second.cpu().get("application"),
                        second.cpu().get("load-test")));
                csv.row(fields.toArray());
            }
        }
        return csv.toString();
    }
}
