package io.deliverytracking.demo.services;

import java.util.List;

/**
 * Flags of the services' JVMs: six of them share one small machine.
 *
 * <p>The serial collector needs no threads of its own and the least memory; with heaps this small its pauses are milliseconds. The
 * heap is bounded where a load at 100,000 events a second stays comfortable, so a leak shows as an OutOfMemoryError that ends the
 * process (and the supervisor starts it again) rather than as a machine that swaps. More riders, and a file that is replayed, get
 * the room that they need.
 */
final class JvmFlags {

    private static final long MB = 1 << 20;

    private JvmFlags() {}

    /** All but the heap, on which no start archive depends. */
    static List<String> fixed() {
        return List.of(
                "-Xms32m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                // Half would do for running; a start archive of the largest service is written only if it fits in here.
                "-XX:MaxMetaspaceSize=256m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                // A start archive stays where it was made for, and only what is used of it is read. At an address by
                // lot, the default, each pointer in it is corrected first, and all of it is memory of this process.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Djava.net.preferIPv4Stack=true");
    }

    /** The most that the part's heap may take. */
    static String heap(Part part, DemoPlan plan) {
        return "-Xmx" + ((usualBytes(part) + plan.furtherHeapBytes(part)) >> 20) + "m";
    }

    /**
     * How much of it is for what is young. The broker's requests are: once answered they are garbage, so a small part is enough,
     * and nothing else is ever touched. Left alone, it grows with the heap to a third of it.
     */
    static List<String> young(Part part) {
        return part == Part.BROKER ? List.of("-Xmn10m") : List.of();
    }

    /** For 100,000 riders. */
    private static long usualBytes(Part part) {
        return MB
                * switch (part) {
                    case BROKER -> 128;
                    // Riders, orders, and 12 MB of records on their way.
                    case SIMULATOR -> 192;
                    // 100,000 positions; batches of 5,000.
                    case LOCATION_CONSUMER -> 256;
                    case ANALYTICS_CONSUMER -> 256;
                    // Two batches of 5,000 rows, and Hibernate.
                    case DB_WRITER -> 160;
                    // Passes bytes through, and asks once a second.
                    case CONSOLE -> 96;
                    case POSTGRES -> throw new IllegalArgumentException("Postgres is no JVM");
                };
    }
}
