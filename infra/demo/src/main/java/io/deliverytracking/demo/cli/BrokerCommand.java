package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.services.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code broker-command}: tells, and does not run, what a demo starts as its broker. So a benchmark measures the broker that users
 * have, flags and start archive included, without linking the supervisor.
 *
 * <p>A line a word, in order: {@code env NAME=VALUE} or {@code arg WORD}.
 */
@Command(name = "broker-command", hidden = true, description = "Prints how the demo starts the broker.")
final class BrokerCommand implements Callable<Integer> {

    @Option(names = "--data", required = true, description = "The demo's data directory; the broker's is broker in it.")
    private Path data = Path.of("");

    @Option(names = "--port", required = true, description = "Where Kafka's clients connect.")
    private int port;

    @Option(names = "--http-port", required = true, description = "Where the inspection API listens.")
    private int httpPort;

    @Option(names = "--record", description = "A broker that records its start, as after a build.")
    private boolean record;

    @Override
    public Integer call() throws IOException {
        DeliveryHome home = Commands.home();
        lines(home.withData(data), port, httpPort, Path.of(System.getProperty("java.home")), record)
                .forEach(System.out::println);
        return ExitStatus.OK;
    }

    static List<String> lines(DeliveryHome home, int port, int httpPort, Path javaHome, boolean record) {
        Ports ports =
                Ports.usualExcept(Map.of(Ports.Use.BROKER.title(), port, Ports.Use.BROKER_HTTP.title(), httpPort));
        DemoPlan plan = new DemoPlan(
                home,
                1,
                1,
                Optional.empty(),
                ports,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                true,
                Optional.empty());
        Services services = record ? Services.training(plan, javaHome) : Services.of(plan, javaHome);
        ProcessSpec spec = services.spec(Part.BROKER);
        List<String> lines = new ArrayList<>();
        spec.environment().forEach((name, value) -> lines.add("env " + name + "=" + value));
        spec.command().forEach(word -> lines.add("arg " + word));
        return lines;
    }
}
