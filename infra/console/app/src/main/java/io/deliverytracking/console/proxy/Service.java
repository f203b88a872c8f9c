package io.deliverytracking.console.proxy;

import io.deliverytracking.console.config.ConsoleConfig.Services;
import java.net.URI;
import java.util.List;

/**
 * A service that the console passes calls on to.
 *
 * @param name as in {@code /services/<name>/}
 * @param address scheme, host and port
 */
record Service(String name, URI address) {

    /** All there are; no other address is ever called on behalf of a browser. */
    static List<Service> all(Services services) {
        return List.of(
                new Service("simulator", services.simulator()),
                new Service("location", services.location()),
                new Service("analytics", services.analytics()),
                new Service("db-writer", services.dbWriter()),
                new Service("broker", services.broker()));
    }

    /** Where its interface begins here. */
    String prefix() {
        return "/services/" + name;
    }
}
