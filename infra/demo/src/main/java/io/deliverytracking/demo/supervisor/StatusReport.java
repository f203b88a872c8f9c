package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessIdentity;
import io.deliverytracking.demo.services.Part;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What runs, in lines to read. Stateless. */
public final class StatusReport {

    private StatusReport() {}

    public static boolean anythingRuns(DeliveryHome home) {
        return SupervisorLock.pidFile(home.run()).running().isPresent()
                || !Leftovers.find(home.run()).isEmpty();
    }

    public static String of(DeliveryHome home) {
        StringBuilder text = new StringBuilder();
        Optional<RunState> state = RunState.read(home.run());
        Optional<ProcessIdentity> supervisor =
                SupervisorLock.pidFile(home.run()).running();
        if (!anythingRuns(home)) {
            text.append(String.format("Nothing is running.%n"));
            state.ifPresent(last -> text.append(String.format("The last demo: %s.%n", last.phase())));
            return text.toString();
        }
        text.append(
                supervisor.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "A demo is %s (supervisor: pid %d).%n",
                                state.map(RunState::phase).orElse("starting"),
                                supervisor.get().pid())
                        : String.format(
                                "The supervisor of this demo is gone; ./delivery stop ends what it left, and reckons.%n"));
        Map<String, String> addresses = state.map(RunState::addresses).orElse(Map.of());
        for (Part part : Part.values()) {
            Optional<ProcessIdentity> process =
                    PidFile.in(home.run(), part.title()).running();
            if (process.isPresent() || addresses.containsKey(part.title())) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-20s %-12s %s%n",
                        part.title(),
                        process.map(running -> "pid " + running.pid()).orElse("down"),
                        addresses.getOrDefault(part.title(), "")));
            }
        }
        text.append(String.format(
                "  logs in %s, data in %s%n",
                home.logs(), state.map(RunState::data).orElse(home.data().toString())));
        return text.toString();
    }
}
