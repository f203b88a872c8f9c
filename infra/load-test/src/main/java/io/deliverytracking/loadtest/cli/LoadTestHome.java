package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.DeliveryHome;
import java.nio.file.Path;

/** Where load tests of every kind keep what they write. Stateless. */
final class LoadTestHome {

    private LoadTestHome() {}

    /** Below the demo's home, with its cache: Postgres is unpacked once, and starts that were recorded serve here, too. */
    static DeliveryHome ofEnvironment() {
        String named = System.getenv("DELIVERY_HOME");
        String root = System.getenv("DELIVERY_ROOT");
        Path checkout = Path.of(root == null || root.isEmpty() ? "." : root)
                .toAbsolutePath()
                .normalize();
        Path usual = named == null || named.isEmpty()
                ? checkout.resolve(".delivery")
                : Path.of(named).toAbsolutePath().normalize();
        Path ours = usual.resolve("load-test");
        return new DeliveryHome(checkout, ours, ours.resolve("data"), usual.resolve("cache"));
    }
}
