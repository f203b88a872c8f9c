package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Ours without its HTTP shell, as {@code ./delivery broker} starts it. */
final class PlainBroker extends OwnBroker {

    PlainBroker(Path checkout, Path deliveryHome) {
        super(checkout, deliveryHome);
    }

    @Override
    public String name() {
        return "event-broker without HTTP";
    }

    @Override
    public Optional<BrokerUnderTest> withoutHttp() {
        return Optional.empty();
    }

    @Override
    Words words(Path directory, int port, boolean record) throws IOException {
        built("event-broker/launcher/target/event-broker.jar", "./delivery broker-benchmark");
        ProcessBuilder script = new ProcessBuilder(
                "sh",
                checkout.resolve("delivery").toString(),
                "broker-command",
                record ? "record" : "use",
                "--override",
                "listeners=PLAINTEXT://127.0.0.1:" + port,
                "--override",
                "log.dirs=" + directory.resolve("broker"));
        script.environment().put("DELIVERY_HOME", deliveryHome.toString());
        // The JVM that runs us, with which the other broker is started, too.
        script.environment().put("DELIVERY_JAVA_HOME", System.getProperty("java.home"));
        return Words.ask(script);
    }
}
