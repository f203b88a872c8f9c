package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.Leftovers;
import io.deliverytracking.demo.supervisor.Machine;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.DirectoryTree;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.trial.TrialSet;
import java.util.List;

/**
 * What is looked at, and tidied, before half an hour is spent: the remains of a load test that was killed, the machine, and the
 * database.
 *
 * <p>Threading: confined to one thread. Failure: {@link DemoFailure} that says what to do; nothing was measured, and no table of
 * somebody else's was changed.
 */
final class Preflight {

    private static final long NEEDED_MEMORY = 3L << 30;

    /** Where trials keep what they throw away. */
    private static final List<String> DATA = List.of("postgres", "broker", "application");

    private final DeliveryHome home;
    private final Machine machine;
    private final Console console;

    Preflight(DeliveryHome home, Machine machine, Console console) {
        this.home = home;
        this.machine = machine;
        this.console = console;
    }

    /** Ends what a killed load test left running, and deletes its data: tens of gigabytes that the next one may need. */
    void clear() throws LabException {
        Leftovers.stop(home.run(), console);
        for (String data : DATA) {
            DirectoryTree.delete(home.data().resolve(data));
        }
    }

    /** Whether there is what the trials need. */
    void checkMachine(TrialSet set) throws DemoFailure {
        Preconditions.check(home, machine, NEEDED_MEMORY, set.diskBytes(), "lower --rates or fewer --seconds help");
    }

    /**
     * Whether the database keeps what it commits and may be emptied; then the tables are there.
     *
     * @param emptyTables whether the user has agreed to lose what is in them
     * @return what a reader of the result should know of this database
     */
    List<String> checkDatabase(DatabaseServer server, boolean emptyTables) throws DemoFailure, LabException {
        Tables tables = new Tables(server.database());
        List<String> forgetful = tables.whatMakesItForget();
        if (!forgetful.isEmpty()) {
            throw refusal("this database may forget what it committed: " + String.join(", ", forgetful)
                    + ". Figures of it would compare nothing; switch it on, or take the embedded one."
                    + " (The arms that trade durability for speed do so for their own sessions, and say so.)");
        }
        if (!server.isOurs()) {
            checkConsent(tables, emptyTables);
        }
        tables.migrate();
        if (tables.mayCheckpoint()) {
            return List.of();
        }
        String remark =
                "The user of --database-url may not CHECKPOINT (a superuser and members of pg_checkpoint may): a checkpoint"
                        + " that one trial left due may run in the next.";
        console.say("! " + remark);
        return List.of(remark);
    }

    private static void checkConsent(Tables tables, boolean emptyTables) throws DemoFailure, LabException {
        List<String> others = tables.ofOthers();
        if (!others.isEmpty()) {
            throw refusal("the database of --database-url is somebody else's: it holds " + String.join(", ", others)
                    + " and nothing of db-writer's. Make an empty one for the load test (CREATE DATABASE)");
        }
        if (tables.hasWriter()) {
            throw refusal(
                    "a db-writer is at work on the database of --database-url: it would write between the rows of each trial;"
                            + " end it, or take another database");
        }
        List<String> full = tables.thatHoldSomething();
        if (!full.isEmpty() && !emptyTables) {
            throw refusal("tables of --database-url hold something (" + String.join(", ", full)
                    + "), and each trial empties them; --empty-tables agrees to that");
        }
    }

    private static DemoFailure refusal(String what) {
        return new DemoFailure(ExitStatus.ENVIRONMENT, what);
    }
}
