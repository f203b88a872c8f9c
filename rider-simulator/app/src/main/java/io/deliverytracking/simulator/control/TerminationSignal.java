package io.deliverytracking.simulator.control;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import sun.misc.Signal;

/**
 * Makes SIGTERM an orderly end with exit status 0: the JVM's own handling would run the same shutdown, but report 143,
 * and a supervisor could not tell a ledger closed in order from a process that was killed.
 */
@ApplicationScoped
public class TerminationSignal {

    void onStart(@Observes StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(0));
        }
    }
}
