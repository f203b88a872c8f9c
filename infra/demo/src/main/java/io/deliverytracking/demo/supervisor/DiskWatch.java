package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.DeliveryHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Says when a disk of the demo is nearly full, before the parts that write to it fail one after the other, each in its own words or
 * in none that a user sees.
 *
 * <p>Threading: the supervisor's thread. Looks once a second, which costs a system call a directory.
 */
final class DiskWatch {

    /** What a part may write before anybody can do something about it. */
    static final long LOW_BYTES = 64L << 20;

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final List<Path> directories;
    private final Machine machine;
    private final Console console;
    private final Set<Path> told = new HashSet<>();
    private long lookAgainAtNs;

    /** @param directories where parts write; several on one disk are told together */
    DiskWatch(List<Path> directories, Machine machine, Console console, long nowNs) {
        this.directories = List.copyOf(directories);
        this.machine = machine;
        this.console = console;
        lookAgainAtNs = nowNs;
    }

    /** Where the parts of a demo with this home write. */
    static DiskWatch of(DeliveryHome home, Console console) {
        return new DiskWatch(directories(home), Machine.thisOne(), console, System.nanoTime());
    }

    static List<Path> directories(DeliveryHome home) {
        return List.of(
                home.data().resolve("broker"),
                home.data().resolve("postgres"),
                home.data().resolve("analytics"),
                home.ledger(),
                home.logs());
    }

    void tick(long nowNs) {
        if (nowNs - lookAgainAtNs < 0) {
            return;
        }
        lookAgainAtNs = nowNs + INTERVAL_NS;
        List<String> news = new ArrayList<>();
        long least = Long.MAX_VALUE;
        for (Path directory : directories) {
            OptionalLong free = machine.freeDisk(directory);
            if (free.isEmpty() || free.getAsLong() > 2 * LOW_BYTES) {
                told.remove(directory);
            } else if (free.getAsLong() < LOW_BYTES && told.add(directory)) {
                news.add(directory.toString());
                least = Math.min(least, free.getAsLong());
            }
        }
        if (!news.isEmpty()) {
            console.say(String.format(
                    Locale.ROOT,
                    "! The disk is nearly full: %,d MB are free where %s is. Make room; if it gets full before, parts fail."
                            + " What they acknowledged stays: the next demo goes on there.",
                    least >> 20,
                    String.join(" and ", news)));
        }
    }
}
