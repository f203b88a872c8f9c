package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Ours, as {@code ./delivery demo} starts it: same package, same flags, same start archive. */
public final class EventBroker extends OwnBroker {

    private final Path java;

    /**
     * Ours.
     *
     * @param deliveryHome where the demo keeps its start archives
     */
    public EventBroker(Path checkout, Path deliveryHome) {
        super(checkout, deliveryHome);
        this.java = Path.of(System.getProperty("java.home"), "bin", "java");
    }

    @Override
    public String name() {
        return "event-broker";
    }

    @Override
    public Optional<BrokerUnderTest> withoutHttp() {
        return Optional.of(new PlainBroker(checkout, deliveryHome));
    }

    @Override
    Words words(Path directory, int port, boolean record) throws IOException {
        Path jar = built("infra/demo/target/demo.jar", "./delivery");
        ProcessBuilder demo = new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "broker-command",
                "--data=" + directory,
                "--port=" + port,
                "--http-port=" + FreePorts.next(),
                "--record=" + record);
        demo.environment().put("DELIVERY_HOME", deliveryHome.toString());
        demo.environment().put("DELIVERY_ROOT", checkout.toString());
        return Words.ask(demo);
    }
}
