package io.deliverytracking.broker.benchmark.probe;

import io.deliverytracking.broker.benchmark.result.Environment;
import io.deliverytracking.machine.Commit;
import io.deliverytracking.machine.Machine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** Finds out what the figures will hold for. Stateless. */
public final class EnvironmentProbe {

    private EnvironmentProbe() {}

    /**
     * Looks around.
     *
     * @param settings of each broker's process
     */
    public static Environment look(Path checkout, Map<String, List<String>> settings) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put(
                "JDK of brokers and clients",
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"));
        versions.put("Kafka clients, and Apache Kafka", AppInfoParser.getVersion());
        Machine machine = Machine.look();
        return new Environment(
                machine.processor(),
                machine.cores(),
                machine.memoryBytes(),
                machine.os(),
                Commit.of(checkout),
                versions,
                new LinkedHashMap<>(settings));
    }
}
