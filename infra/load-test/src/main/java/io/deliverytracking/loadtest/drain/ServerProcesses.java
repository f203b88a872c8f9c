package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.sample.TaskCpu.Task;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up the processor time of Postgres' processes by what they are there for. What one that ends used after the last look is lost.
 *
 * <p>Threading: confined to one thread.
 */
final class ServerProcesses {

    private static final String AUTOVACUUM = "postgres: autovacuum worker";

    /** What is neither a session nor listed here has yet to be invented. */
    private static final String[] BACKGROUND = {
        "postgres: checkpointer",
        "postgres: background writer",
        "postgres: walwriter",
        "postgres: autovacuum launcher",
        "postgres: logical replication launcher",
        "postgres: io worker"
    };

    private final Map<Long, Double> before = new HashMap<>();
    private double sessions;
    private double autovacuum;

    /** @param tasks seconds so far of each process that runs; those of the first look are where counting begins */
    void add(Map<Task, Double> tasks) {
        boolean first = before.isEmpty();
        tasks.forEach((task, seconds) -> {
            Double last = before.put(task.id(), seconds);
            double used = last == null ? first ? 0 : seconds : Math.max(0, seconds - last);
            if (task.name().startsWith(AUTOVACUUM)) {
                autovacuum += used;
            } else if (isSession(task.name())) {
                sessions += used;
            }
        });
    }

    private static boolean isSession(String title) {
        for (String background : BACKGROUND) {
            if (title.startsWith(background)) {
                return false;
            }
        }
        return true;
    }

    /** Seconds. */
    double sessions() {
        return sessions;
    }

    /** Seconds. */
    double autovacuum() {
        return autovacuum;
    }
}
