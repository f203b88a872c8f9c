package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.lab.LabException;
import java.sql.SQLException;
import java.util.List;

/** Something that goes wrong on purpose during a trial: what happens at which second of it. */
sealed interface Disturbance {

    /** What can be done to a trial that runs. Each call blocks until it is done. */
    interface Target {

        void crashDatabase();

        void startDatabase() throws LabException;

        /** Keeps everybody else from writing to the table of rows. */
        void lockTable() throws SQLException;

        void unlockTable() throws SQLException;

        /** Kills the writer behind the log, and starts it again. */
        void killWriter() throws LabException;

        /** Kills the application, and starts another one for what is left of the load. */
        void killApplication() throws LabException;
    }

    /** A step of one disturbance. */
    @FunctionalInterface
    interface Action {
        void on(Target target) throws LabException, SQLException;
    }

    /**
     * Something to do.
     *
     * @param at when it is due, in seconds since the trial's start
     * @param begun what can be said when it begins; empty where it is the end that counts
     * @param done what can be said when it is done; empty where it takes no time
     */
    record Step(double at, String begun, String done, Action action) {}

    /** In the order of time. */
    List<Step> steps();

    /** The database crashes, and is started again some seconds later. */
    record Outage(int at, int seconds) implements Disturbance {
        @Override
        public List<Step> steps() {
            return List.of(
                    new Step(at, "Postgres is stopped", "", Target::crashDatabase),
                    new Step(at + (double) seconds, "", "Postgres is back", Target::startDatabase));
        }
    }

    /** Somebody takes an exclusive lock on the table, as a careless ALTER TABLE does, and gives it back some seconds later. */
    record TableLock(int at, int seconds) implements Disturbance {
        @Override
        public List<Step> steps() {
            return List.of(
                    new Step(at, "", "the table is locked", Target::lockTable),
                    new Step(at + (double) seconds, "", "the lock is released", Target::unlockTable));
        }
    }

    /** {@code kill -9} of the writer behind the log. */
    record WriterKill(double at) implements Disturbance {
        @Override
        public List<Step> steps() {
            return List.of(new Step(at, "the writer is killed", "the writer runs again", Target::killWriter));
        }
    }

    /** {@code kill -9} of the application, with all that it has in memory. */
    record ApplicationKill(double at) implements Disturbance {
        @Override
        public List<Step> steps() {
            return List.of(new Step(at, "the application is killed", "", Target::killApplication));
        }
    }
}
