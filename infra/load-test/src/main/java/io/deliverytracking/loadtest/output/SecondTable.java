package io.deliverytracking.loadtest.output;

import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.List;

/** A line a second of each trial. Stateless. */
final class SecondTable {

    private static final List<String> COLUMNS = List.of(
            "arm",
            "scenario",
            "offered_per_second",
            "repetition",
            "second",
            "phase",
            "offered",
            "refused",
            "acknowledged",
            "queue_bytes",
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

    static String csv(List<Trial> trials) {
        Csv csv = new Csv(COLUMNS);
        for (Trial trial : trials) {
            for (Second second : trial.timeline()) {
                csv.row(
                        trial.arm(),
                        trial.scenario(),
                        trial.offeredPerSecond(),
                        trial.repetition(),
                        second.at(),
                        second.phase(),
                        second.offered(),
                        second.refused(),
                        second.acknowledged(),
                        second.queueBytes(),
                        second.lag(),
                        second.foregroundP99Us(),
                        second.foregroundErrors(),
                        second.acknowledgementP99Us(),
                        second.walBytes(),
                        second.cpu().get("postgres"),
                        second.cpu().get("broker"),
                        second.cpu().get("db-writer"),
                        second.cpu().get("application"),
                        second.cpu().get("load-test"));
            }
        }
        return csv.toString();
    }
}
