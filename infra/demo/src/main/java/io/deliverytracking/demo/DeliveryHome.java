package io.deliverytracking.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run keeps what it writes: {@code .delivery} in the checkout, or what {@code DELIVERY_HOME} names.
 *
 * <pre>
 * run/        pid files, state.json, the supervisor's lock
 * logs/       one log a process
 * data/       broker, postgres, simulator (its ledger): what reset removes, and --data-dir moves
 * cache/      unpacked Postgres, class-data archives; made again when missing
 * reckoning.json
 * </pre>
 *
 * @param checkout the root of the working tree, where the services' packages are
 * @param home     absolute
 * @param data     absolute; {@code home/data} unless moved
 */
public record DeliveryHome(Path checkout, Path home, Path data) {

    public static DeliveryHome of(Path checkout, Path home) {
        Path absolute = home.toAbsolutePath().normalize();
        return new DeliveryHome(checkout.toAbsolutePath().normalize(), absolute, absolute.resolve("data"));
    }

    public DeliveryHome withData(Path other) {
        return new DeliveryHome(checkout, home, other.toAbsolutePath().normalize());
    }

    public Path run() {
        return home.resolve("run");
    }

    public Path logs() {
        return home.resolve("logs");
    }

    public Path cache() {
        return home.resolve("cache");
    }

    public Path ledger() {
        return data.resolve("simulator").resolve("ledger");
    }

    public Path reckoning() {
        return home.resolve("reckoning.json");
    }

    public void create() {
        try {
            for (Path directory : new Path[] {run(), logs(), cache(), data}) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't create " + e.getMessage(), e);
        }
    }
}
