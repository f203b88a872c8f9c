package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.supervisor.Halt;
import io.deliverytracking.demo.supervisor.StopRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./delivery stop}: ends a demo, whether or not its supervisor still lives. */
@Command(
        name = "stop",
        description = {
            "Ends a running demo in good order, and reckons; also one whose supervisor was killed.",
            "Exit status: 0 nothing ran, or it balanced; 1 it did not."
        })
final class StopCommand implements Callable<Integer> {

    @Option(
            names = "--now",
            description = "Don't let the consumers read what is still in the log; it is read by the next demo.")
    private boolean now;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        StopRequest stopRequest = StopRequest.fromSignals();
        if (now) {
            stopRequest.ask();
            stopRequest.ask();
        }
        return new Halt(Commands.home(), Commands.console(), stopRequest).run();
    }
}
