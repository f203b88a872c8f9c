package io.deliverytracking.demo.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prometheus' configuration and rules, and Grafana's dashboards, as they are in the repository. */
public final class MonitoringFiles {

    private static final Path FOLDER =
            Path.of("..", "observability").toAbsolutePath().normalize();
    private static final Pattern RULE = Pattern.compile("(?m)^ +expr: (.+)$");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private MonitoringFiles() {}

    /** A query, and the file that asks it. */
    public record Query(String file, String expression) {

        /** The metrics that it asks for: what is left without functions, labels, durations and what groups. */
        public Set<String> metrics() {
            String bare = expression
                    .replaceAll("\\{[^}]*}", "")
                    .replaceAll("\\[[^]]*]", "")
                    .replaceAll("\\b(by|without|on|ignoring|group_left|group_right) *\\([^)]*\\)", " ")
                    .replaceAll("\\b(and|or|unless)\\b", " ")
                    .replaceAll("[0-9.]+e[0-9]+", " ");
            Set<String> metrics = new TreeSet<>();
            Matcher name = NAME.matcher(bare);
            while (name.find()) {
                boolean function = bare.substring(name.end()).stripLeading().startsWith("(");
                if (!function && !isAggregation(name.group())) {
                    metrics.add(name.group());
                }
            }
            return metrics;
        }

        /** {@code sum by (…) (…)}: what stood between it and its bracket is gone, but not in every form. */
        private static boolean isAggregation(String word) {
            return Set.of("sum", "min", "max", "avg", "count", "topk").contains(word);
        }
    }

    /** Every query of every dashboard and every rule. */
    public static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            for (JsonNode expression : json(file).findValues("expr")) {
                queries.add(new Query(file.getFileName().toString(), expression.asText()));
            }
        }
        Matcher rule = RULE.matcher(rules());
        while (rule.find()) {
            queries.add(new Query("alerts.yml", rule.group(1)));
        }
        return queries;
    }

    static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("grafana/dashboards"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String rules() {
        return text("prometheus/alerts.yml");
    }

    static Path prometheus() {
        return FOLDER.resolve("prometheus/prometheus.yml");
    }

    static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
