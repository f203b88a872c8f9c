package io.deliverytracking.demo.reckoning.source;

import io.deliverytracking.demo.postgres.Database;

/** Counts dead letters in a JVM whose heap the test has chosen. Argument: the database. */
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresEvents events = PostgresEvents.open(new Database(arguments[0]))) {
            System.out.printf("foreign: %d%n", events.foreignDeadLetters());
        }
    }
}
