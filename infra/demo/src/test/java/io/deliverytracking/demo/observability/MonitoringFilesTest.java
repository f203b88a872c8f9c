package io.deliverytracking.demo.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.demo.observability.MonitoringFiles.Query;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.services.Ports.Use;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of these files without Prometheus and Grafana; {@code DemoIT} knows the metrics. */
class MonitoringFilesTest {

    private static final Pattern TARGET =
            Pattern.compile("targets: \\[\"127\\.0\\.0\\.1:(\\d+)\"]\\s+labels: \\{ service: ([a-z-]+) }");

    @Test
    void everyServiceIsScrapedAtItsUsualPort() {
        Map<String, Integer> targets = new TreeMap<>();
        Matcher target = TARGET.matcher(MonitoringFiles.text("prometheus/prometheus.yml"));
        while (target.find()) {
            targets.put(target.group(2), Integer.parseInt(target.group(1)));
        }
        Ports usual = Ports.usualExcept(Map.of());

        assertThat(targets)
                .isEqualTo(Map.of(
                        "broker", usual.of(Use.BROKER_HTTP),
                        "simulator", usual.of(Use.SIMULATOR),
                        "location", usual.of(Use.LOCATION),
                        "analytics", usual.of(Use.ANALYTICS),
                        "db-writer", usual.of(Use.DB_WRITER),
                        "console", usual.of(Use.CONSOLE)));
    }

    @Test
    void everyAlertSaysWhatHappenedAndWhatItMeans() {
        for (String alert : MonitoringFiles.rules().split("- alert: ", -1)) {
            if (!alert.startsWith("#")) {
                assertThat(alert)
                        .containsPattern("expr: \\S")
                        .containsPattern("severity: (page|ticket|info)")
                        .containsPattern("summary: \\S")
                        .containsPattern("description: \\S");
            }
        }
        assertThat(MonitoringFiles.queries())
                .filteredOn(query -> query.file().equals("alerts.yml"))
                .hasSizeGreaterThan(8);
    }

    /** Nobody asks a disk whether it still has what was written; who finds out by himself must be heard. */
    @Test
    void whatTheBrokersScrubberAndCleanerFindIsAlerted() {
        Set<String> alerted = new HashSet<>();
        MonitoringFiles.queries().stream()
                .filter(query -> query.file().equals("alerts.yml"))
                .forEach(query -> alerted.addAll(query.metrics()));

        assertThat(alerted)
                .contains(
                        "broker_scrub_findings",
                        "broker_scrub_indexes_rebuilt_total",
                        "kafka_log_logcleanermanager_uncleanable_partitions_count",
                        "kafka_log_logcleanermanager_max_dirty_percent");
    }

    @Test
    void noPanelHidesAnotherAndEachHasAQuery() {
        Set<String> uids = new HashSet<>();
        for (Path file : MonitoringFiles.dashboards()) {
            JsonNode dashboard = MonitoringFiles.json(file);
            assertThat(uids.add(dashboard.path("uid").asText())).isTrue();
            List<String> cells = new ArrayList<>();
            for (JsonNode panel : dashboard.path("panels")) {
                JsonNode place = panel.path("gridPos");
                int x = place.path("x").asInt();
                int y = place.path("y").asInt();
                assertThat(x + place.path("w").asInt()).isLessThanOrEqualTo(24);
                for (int i = x; i < x + place.path("w").asInt(); i++) {
                    for (int j = y; j < y + place.path("h").asInt(); j++) {
                        cells.add(i + "," + j);
                    }
                }
                if (!panel.path("type").asText().equals("row")) {
                    assertThat(panel.path("targets"))
                            .as(panel.path("title").asText())
                            .isNotEmpty();
                    assertThat(panel.at("/datasource/uid").asText()).isEqualTo("delivery-prometheus");
                }
            }
            assertThat(cells).doesNotHaveDuplicates();
        }
        assertThat(MonitoringFiles.text("grafana/provisioning/datasources/prometheus.yml"))
                .contains("uid: delivery-prometheus");
    }

    @Test
    void metricsAreToldFromWhatIsDoneWithThem() {
        assertThat(new Query("", "histogram_quantile(0.99, sum by (request, le) (rate(a_b_bucket{x=\"y_z\"}[1m])))")
                        .metrics())
                .containsExactly("a_b_bucket");
        assertThat(new Query("", "a_open > 1e6 and on() rate(b_total[1m]) > 0").metrics())
                .containsExactly("a_open", "b_total");
    }

    /** Where Prometheus is installed, it is asked itself. */
    @Test
    void prometheusTakesItsConfiguration() throws Exception {
        Path promtool = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(promtool != null, "promtool is not installed");

        Process check = new ProcessBuilder(
                        promtool.toString(),
                        "check",
                        "config",
                        MonitoringFiles.prometheus().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(output).isZero();
    }
}
