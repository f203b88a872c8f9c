package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.supervisor.Keeper.News;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All parts that this demo keeps, by name.
 *
 * <p>Threading: confined to the supervisor's thread.
 */
final class Fleet {

    private final Path runDirectory;
    private final OwnSession session = OwnSession.ofThisMachine();
    private final Map<Part, Keeper> keepers = new EnumMap<>(Part.class);
    private final DiskWatch disks;
    private final Console console;

    Fleet(Path runDirectory, DiskWatch disks, Console console) {
        this.runDirectory = runDirectory;
        this.disks = disks;
        this.console = console;
    }

    Keeper add(Part part, ProcessSpec spec) {
        Keeper keeper = new Keeper(part, spec, PidFile.in(runDirectory, part.title()), session);
        keepers.put(part, keeper);
        return keeper;
    }

    /** Takes over a part that another supervisor started, if it still runs; it will not be started again. */
    void adopt(Part part, Path log) {
        ProcessSpec spec = new ProcessSpec(
                part.title(),
                List.of(),
                Map.of(),
                runDirectory,
                log,
                part == Part.POSTGRES ? "INT" : "TERM",
                Leftovers.PATIENCE);
        if (!add(part, spec).adopt()) {
            keepers.remove(part);
        }
    }

    Optional<Keeper> get(Part part) {
        return Optional.ofNullable(keepers.get(part));
    }

    Collection<Keeper> all() {
        return keepers.values();
    }

    /** Starts again what has died. Ends the demo when a part dies over and over. */
    void tick() throws DemoFailure, IOException {
        long now = System.nanoTime();
        // First: it may be the reason of what comes next.
        disks.tick(now);
        for (Keeper keeper : keepers.values()) {
            News news = keeper.tick(now);
            if (news == News.DIED) {
                console.say("! " + keeper.part().title() + " has died; starting it again (its log: "
                        + keeper.spec().log() + ")");
                if (keeper.isHopeless()) {
                    throw new DemoFailure(
                            ExitStatus.FAILED,
                            keeper.part().title() + " does not stay up. The end of its log:" + System.lineSeparator()
                                    + LogTail.of(keeper.spec().log()));
                }
            } else if (news == News.STARTED_AGAIN) {
                console.say("! " + keeper.part().title() + " was started again (pid " + keeper.pid() + ")");
            }
        }
    }

    int restarts() {
        return keepers.values().stream().mapToInt(Keeper::restarts).sum();
    }

    /** The process ids of the parts that run, by {@link Part#title}. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new HashMap<>();
        for (Keeper keeper : keepers.values()) {
            if (keeper.pid() > 0) {
                pids.put(keeper.part().title(), keeper.pid());
            }
        }
        return pids;
    }

    /** Stops the given parts together and waits for all. */
    void stop(Part... parts) {
        Set<Part> alive = EnumSet.noneOf(Part.class);
        for (Part part : parts) {
            get(part).filter(Keeper::isAlive).ifPresent(keeper -> alive.add(part));
            get(part).ifPresent(Keeper::askToStop);
        }
        for (Part part : parts) {
            get(part).ifPresent(keeper -> {
                if (!keeper.stop()) {
                    console.say("! " + part.title() + " did not end within "
                            + keeper.spec().stopPatience().toSeconds() + " s and was killed");
                } else if (alive.contains(part)) {
                    console.say("  " + part.title() + " has stopped");
                }
            });
        }
    }

    /** Stops whatever still runs, the ones that others need last. */
    void stopAll() {
        stop(Part.SIMULATOR);
        stop(Part.DB_WRITER, Part.LOCATION_CONSUMER, Part.ANALYTICS_CONSUMER, Part.CONSOLE);
        stop(Part.BROKER);
        stop(Part.POSTGRES);
    }
}
