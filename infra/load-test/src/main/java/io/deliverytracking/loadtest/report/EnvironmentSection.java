package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.result.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the figures hold for. Stateless. */
final class EnvironmentSection {

    private EnvironmentSection() {}

    static Tag drawn(Run run) {
        Environment environment = run.result().environment();
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processor", environment.machine());
        machine.put(
                "processors", environment.processors() > 0 ? Integer.toString(environment.processors()) : "unknown");
        machine.put(
                "memory",
                environment.memoryBytes() > 0 ? Figures.bytes((double) environment.memoryBytes()) : "unknown");
        machine.put("operating system", environment.os());
        machine.put("commit", environment.commit());
        Tag section = Layout.section("environment", "What it holds for").add(Layout.terms(machine));
        terms(section, "Versions", environment.versions());
        terms(section, "Postgres, as SHOW said before the first trial", environment.postgresSettings());
        terms(section, "Shared by all arms", environment.configuration());
        return section;
    }

    private static void terms(Tag section, String heading, Map<String, String> values) {
        section.add(Tag.of("h3", heading));
        section.add(values.isEmpty() ? Layout.note("Not recorded.") : Layout.terms(new TreeMap<>(values)));
    }
}
