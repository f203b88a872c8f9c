package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./delivery status}: what runs, with process ids and addresses. */
@Command(name = "status", description = "Shows what runs: process ids, ports, addresses, logs.")
final class StatusCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() {
        Commands.console().sayAll(StatusReport.of(Commands.home()));
        return ExitStatus.OK;
    }
}
