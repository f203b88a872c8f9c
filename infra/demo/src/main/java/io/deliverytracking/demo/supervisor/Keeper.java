package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.process.RestartBackoff;
import io.deliverytracking.demo.services.Part;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part running: starts it, notices its death, starts it again after a while, and at the end lets it go.
 *
 * <pre>
 *  idle ──start──► running ──dies──► waiting ──backoff over──► running
 *                     │                 │
 *                     └──────stop───────┴──► idle
 * </pre>
 *
 * <p>Threading: confined to the supervisor's thread. Ownership: the process, until it is stopped.
 */
final class Keeper {

    /** What {@link #tick} has just done, worth telling. */
    enum News {
        NOTHING,
        DIED,
        STARTED_AGAIN
    }

    /** A part that dies this often without having lived for half a minute in between is not worth another try. */
    private static final int HOPELESS = 12;

    /** The same for one that has never been ready: it is not bad luck but a wrong setting. */
    private static final int HOPELESS_FROM_THE_START = 4;

    private final Part part;
    private final ProcessSpec spec;
    private final PidFile pidFile;
    private final OwnSession session;
    private final RestartBackoff backoff = new RestartBackoff();

    private @Nullable DetachedProcess process;
    private @Nullable DetachedProcess asked;
    private long askedAtNs;
    private boolean wanted;
    private boolean noticed;
    private boolean readyOnce;
    private long startAgainAtNs;

    Keeper(Part part, ProcessSpec spec, PidFile pidFile, OwnSession session) {
        this.part = part;
        this.spec = spec;
        this.pidFile = pidFile;
        this.session = session;
    }

    Part part() {
        return part;
    }

    ProcessSpec spec() {
        return spec;
    }

    /** Takes over the process that the pid file names, instead of starting one; returns whether there is one. */
    boolean adopt() {
        process = DetachedProcess.find(part.title(), pidFile).orElse(null);
        return process != null;
    }

    void start(long nowNs) throws IOException {
        wanted = true;
        noticed = false;
        process = DetachedProcess.start(spec, pidFile, session);
        backoff.onStart(nowNs);
    }

    /** Whether it is started again when it dies; not one that was adopted, nor one that was asked to stop. */
    boolean isWanted() {
        return wanted;
    }

    boolean isAlive() {
        DetachedProcess current = process;
        return current != null && current.isAlive();
    }

    /** The pid of the living process, or -1. */
    long pid() {
        DetachedProcess current = process;
        return current != null && current.isAlive() ? current.pid() : -1;
    }

    int restarts() {
        return backoff.total();
    }

    boolean isHopeless() {
        return backoff.inARow() >= (readyOnce ? HOPELESS : HOPELESS_FROM_THE_START);
    }

    void onReady() {
        readyOnce = true;
    }

    News tick(long nowNs) throws IOException {
        if (!wanted || isAlive()) {
            return News.NOTHING;
        }
        if (!noticed) {
            noticed = true;
            startAgainAtNs = nowNs + backoff.onDeath(nowNs);
            return News.DIED;
        }
        if (nowNs >= startAgainAtNs && !isHopeless()) {
            start(nowNs);
            return News.STARTED_AGAIN;
        }
        return News.NOTHING;
    }

    /** Asks it to end without waiting for it; it will not be started again. */
    void askToStop() {
        wanted = false;
        DetachedProcess current = process;
        // Once: a service takes a second signal as impatience, and drops what it was finishing.
        if (current != null && asked != current) {
            asked = current;
            askedAtNs = System.nanoTime();
            current.signal(spec.stopSignal());
        }
    }

    /** Waits for its end, as long as it may take since it was asked for the first time; then kills it, and returns false. */
    boolean stop() {
        askToStop();
        DetachedProcess current = process;
        Duration left = spec.stopPatience().minusNanos(System.nanoTime() - askedAtNs);
        boolean ended = true;
        if (current != null && !current.awaitEnd(left.isNegative() ? Duration.ZERO : left)) {
            ended = false;
            current.kill();
        }
        pidFile.delete();
        return ended;
    }
}
