package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.services.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a demo from outside: asks its supervisor, or, where that was killed, does itself what the supervisor would have done.
 *
 * <p>Threading: one thread; blocks until nothing is left.
 */
public final class Halt {

    private static final Duration SUPERVISOR_PATIENCE = Duration.ofMinutes(10);

    /** Nobody waits for anything else meanwhile. */
    private static final Duration SIMULATOR_PATIENCE = Duration.ofSeconds(10);

    private static final Duration RECORDING_PATIENCE = Duration.ofSeconds(60);
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final DeliveryHome home;
    private final Console console;
    private final StopRequest stopRequest;

    public Halt(DeliveryHome home, Console console, StopRequest stopRequest) {
        this.home = home;
        this.console = console;
        this.stopRequest = stopRequest;
    }

    /** Returns the exit status. */
    public int run() throws IOException, DemoFailure {
        endRecording();
        Optional<DetachedProcess> supervisor = DetachedProcess.find("supervisor", SupervisorLock.pidFile(home.run()));
        if (supervisor.isPresent()) {
            return askSupervisor(supervisor.get());
        }
        if (Leftovers.find(home.run()).isEmpty()) {
            console.say("Nothing is running.");
            return ExitStatus.OK;
        }
        return finish();
    }

    /** A recording of starts has parts of its own; after one that was killed nobody else would end them. */
    private void endRecording() {
        DetachedProcess.find(
                        "recording", SupervisorLock.pidFile(home.forTraining().run()))
                .ifPresent(recording -> {
                    console.say("Ending the recording of starts (pid " + recording.pid() + ") ...");
                    recording.signal("TERM");
                    recording.awaitEnd(RECORDING_PATIENCE);
                });
        Leftovers.stopRecording(home, console);
    }

    private int askSupervisor(DetachedProcess supervisor) throws DemoFailure {
        console.say("Asking the supervisor (pid " + supervisor.pid() + ") to end the demo ...");
        supervisor.signal("TERM");
        if (stopRequest.isUrgent()) {
            supervisor.signal("TERM");
        }
        boolean repeated = stopRequest.isUrgent();
        String phase = "";
        long deadline = System.nanoTime() + SUPERVISOR_PATIENCE.toNanos();
        while (supervisor.isAlive()) {
            String now = RunState.read(home.run()).map(RunState::phase).orElse("");
            if (!now.equals(phase)) {
                console.say("  " + now);
                phase = now;
            }
            if (stopRequest.isAsked() && !repeated) {
                // Ctrl-C here means what a second Ctrl-C means there.
                supervisor.signal("TERM");
                repeated = true;
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(ExitStatus.FAILED, "the supervisor (pid " + supervisor.pid() + ") does not end");
            }
            LockSupport.parkNanos(TICK_NS);
        }
        if (!Leftovers.find(home.run()).isEmpty()) {
            // It was killed amid its work.
            Leftovers.stop(home.run(), console);
        }
        String last = RunState.read(home.run()).map(RunState::phase).orElse("");
        console.say("Stopped. " + (last.isEmpty() ? "" : "The demo: " + last + "."));
        return last.isEmpty() || Ending.isGood(last) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    /** The supervisor is gone and its parts are not: their data is complete, so the account can be. */
    private int finish() throws IOException, DemoFailure {
        try (SupervisorLock lock = SupervisorLock.take(home.run())) {
            Optional<RunState> known = RunState.read(home.run());
            if (known.isEmpty()) {
                Leftovers.stop(home.run(), console);
                return ExitStatus.OK;
            }
            RunState state = known.get();
            console.say("The supervisor of this demo is gone; ending in its place.");
            // While it still answers; the account needs it.
            Optional<SimulatorProbe> simulator = Optional.ofNullable(
                            state.addresses().get(Part.SIMULATOR.title()))
                    .map(address -> new SimulatorProbe(address, SIMULATOR_PATIENCE));
            simulator.ifPresent(SimulatorProbe::ask);
            Database database = new Database(state.databaseUrl());
            Fleet fleet = new Fleet(home.run(), DiskWatch.of(home.withData(Path.of(state.data())), console), console);
            for (Part part : Part.values()) {
                fleet.adopt(part, home.logs().resolve(part.title() + ".log"));
            }
            try (Sampler sampler = new Sampler(state.bootstrap(), database, state.sinceMs())) {
                sampler.start();
                Ending ending = new Ending(
                        fleet,
                        sampler,
                        console,
                        stopRequest,
                        phase -> state.in(phase).write(home.run()),
                        state.addresses().containsKey(Part.BROKER.title()));
                return ending.run(new Ending.Books(
                        home.withData(Path.of(state.data())).ledger(),
                        database,
                        state.sinceMs(),
                        state.orderRequired(),
                        home.reckoning(),
                        simulator
                                .flatMap(SimulatorProbe::replay)
                                .map(ReplayProgress::text)
                                .orElse(""),
                        simulator.map(SimulatorProbe::faults).orElse(List.of())));
            } finally {
                fleet.stopAll();
            }
        }
    }
}
