package io.deliverytracking.broker.clients.scenario;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Where the scripts of this test lie as files. */
final class Scripts {

    private Scripts() {}

    /** @param name below {@code src/test/resources} */
    static Path file(String name) {
        URL resource = Objects.requireNonNull(Scripts.class.getResource("/" + name), name);
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
