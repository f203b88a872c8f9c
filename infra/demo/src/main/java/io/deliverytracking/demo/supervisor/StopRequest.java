package io.deliverytracking.demo.supervisor;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * What Ctrl-C, {@code ./delivery stop} and a closed terminal ask for: the first request to stop in good order, the second to stop now.
 *
 * <p>Threading: signal handlers write, any thread reads.
 */
public final class StopRequest {

    private final AtomicInteger requests = new AtomicInteger();

    /** Takes INT, TERM and HUP over from the JVM, which would otherwise exit without asking. */
    public static StopRequest fromSignals() {
        StopRequest request = new StopRequest();
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> request.ask());
            } catch (IllegalArgumentException e) {
                // The JVM was told to leave this signal alone (-Xrs); the others serve.
            }
        }
        return request;
    }

    public void ask() {
        requests.incrementAndGet();
    }

    public boolean isAsked() {
        return requests.get() > 0;
    }

    /** Asked twice: whoever asks does not want to wait for the last record. */
    public boolean isUrgent() {
        return requests.get() > 1;
    }
}
