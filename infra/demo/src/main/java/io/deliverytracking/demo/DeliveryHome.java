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
 * data/       broker, postgres, simulator (its ledger), analytics: what reset removes, and --data-dir moves
 * cache/      unpacked Postgres, class-data archives; made again when missing
 * reckoning.json
 * </pre>
 *
 * @param checkout the root of the working tree, where the services' packages are
 * @param home     absolute
 * @param data     absolute; {@code home/data} unless moved
 * @param cache    absolute; {@code home/cache}, also of a home inside it
 */
public record DeliveryHome(Path checkout, Path home, Path data, Path cache) {

    public static DeliveryHome of(Path checkout, Path home) {
        Path absolute = home.toAbsolutePath().normalize();
        return new DeliveryHome(
                checkout.toAbsolutePath().normalize(), absolute, absolute.resolve("data"), absolute.resolve("cache"));
    }

    public DeliveryHome withData(Path other) {
        return new DeliveryHome(checkout, home, other.toAbsolutePath().normalize(), cache);
    }

    /** A home of its own for a run that is thrown away; what can be made again is shared with this one. */
    public DeliveryHome forTraining() {
        Path training = cache.resolve("training");
        return new DeliveryHome(checkout, training, training.resolve("data"), cache);
    }

    public Path run() {
        return home.resolve("run");
    }

    public Path logs() {
        return home.resolve("logs");
    }

    /** Where {@code StartArchive}s are. */
    public Path startArchives() {
        return cache.resolve("start");
    }

    public Path ledger() {
        return data.resolve("simulator").resolve("ledger");
    }

    public Path reckoning() {
        return home.resolve("reckoning.json");
    }

    public void create() {
        try {
            for (Path directory : new Path[] {run(), logs(), startArchives(), data}) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't create " + e.getMessage(), e);
        }
    }
}
