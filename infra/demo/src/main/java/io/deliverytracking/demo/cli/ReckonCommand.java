package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.reckoning.Reckoning;
import io.deliverytracking.demo.reckoning.ReckoningText;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.Reckoner;
import io.deliverytracking.demo.supervisor.RunState;
import io.deliverytracking.events.ledger.LedgerCorruptException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./delivery reckon}: the account of a database that runs, at any time; while events flow, the last of them are missing. */
@Command(name = "reckon", hidden = true, description = "Reckons now, against a database that runs.")
final class ReckonCommand implements Callable<Integer> {

    @Option(names = "--database-url", paramLabel = "JDBC-URL", description = "Default: that of the last demo.")
    private @Nullable String databaseUrl;

    @Option(names = "--ledger", paramLabel = "DIR", description = "Default: that of the last demo.")
    private @Nullable Path ledger;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        RunState state = RunState.read(Commands.home().run())
                .orElseThrow(() -> new DemoFailure(ExitStatus.ENVIRONMENT, "there was no demo yet"));
        Path ledgers =
                ledger == null ? Commands.home().withData(Path.of(state.data())).ledger() : ledger;
        try {
            Reckoning reckoning = Reckoner.reckon(
                    ledgers,
                    new Database(databaseUrl == null ? state.databaseUrl() : databaseUrl),
                    state.sinceMs(),
                    state.orderRequired(),
                    Commands.home().reckoning());
            Commands.console().sayAll(ReckoningText.of(reckoning));
            return reckoning.balanced() ? ExitStatus.OK : ExitStatus.FAILED;
        } catch (SQLException e) {
            throw new DemoFailure(ExitStatus.ENVIRONMENT, "the database does not answer: " + e.getMessage());
        } catch (LedgerCorruptException e) {
            throw new DemoFailure(ExitStatus.FAILED, "no reckoning: " + e.getMessage());
        }
    }
}
