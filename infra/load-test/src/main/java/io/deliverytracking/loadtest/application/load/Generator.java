package io.deliverytracking.loadtest.application.load;

import io.deliverytracking.events.ledger.LedgerWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Offers events in an open loop: each at its time, or as soon after it as the generator comes to it, with the time at which it was
 * due. Riders take turns.
 *
 * <p>Invariant: an event is counted as offered, then refused or counted in the ledger as sent, then handed on. A refused event has
 * no number: the rider's next one takes it, so that sequences have no gaps.
 *
 * <p>The generator wakes up at most every half millisecond and offers all that is due by then. More wake-ups would cost more
 * processor than the events; fewer would show in the latencies, which count from the due time.
 *
 * <p>Threading: {@link #run()} is one thread; {@link #progress()} belongs to another one, {@link #stop()} to any.
 *
 * <p>Failure: whatever the ledger or the sink throws ends the load, see {@link #failure()}: what can't be accounted for must not be
 * sent.
 */
public final class Generator implements Runnable {

    private static final long TURN_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private final List<Phase> phases;
    private final int riders;
    private final LedgerWriter ledger;
    private final Sink sink;
    private final long startNs;
    private final long startMs;

    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong latestByNs = new AtomicLong();
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    /** @param startNs when the first phase begins, by {@link System#nanoTime()}, which is {@code startMs} on the wall */
    public Generator(List<Phase> phases, int riders, LedgerWriter ledger, Sink sink, long startNs, long startMs) {
        this.phases = List.copyOf(phases);
        this.riders = riders;
        this.ledger = ledger;
        this.sink = sink;
        this.startNs = startNs;
        this.startMs = startMs;
    }

    @Override
    public void run() {
        try {
            offerAll();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** What ended the load early, or null. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Ends the load early: nothing is offered after the present turn. */
    public void stop() {
        stopped = true;
    }

    public Progress progress() {
        // Refused first: it never exceeds what was offered.
        long refusedSoFar = refused.get();
        return new Progress(offered.get(), refusedSoFar, TimeUnit.NANOSECONDS.toMicros(latestByNs.getAndSet(0)));
    }

    private void offerAll() {
        Fleet fleet = new Fleet(riders, ledger.plan().session());
        for (int slot = ledger.riders(); slot < riders; slot++) {
            ledger.addRider(Fleet.riderId(slot));
        }
        Schedule schedule = new Schedule(phases, startNs);
        int nextSlot = 0;
        while (schedule.hasNext() && !stopped) {
            long nowNs = System.nanoTime();
            long untilDueNs = schedule.nextDueNs() - nowNs;
            if (untilDueNs > 0) {
                LockSupport.parkNanos(Math.max(untilDueNs, TURN_NS));
                continue;
            }
            latestByNs.accumulateAndGet(-untilDueNs, Math::max);
            long recordTimeMs = System.currentTimeMillis();
            while (schedule.hasNext() && schedule.nextDueNs() <= nowNs) {
                offer(fleet, nextSlot, schedule, recordTimeMs);
                nextSlot = nextSlot + 1 == riders ? 0 : nextSlot + 1;
                schedule.advance();
            }
        }
    }

    private void offer(Fleet fleet, int slot, Schedule schedule, long recordTimeMs) {
        Phase phase = schedule.phase();
        long dueNs = schedule.nextDueNs();
        long before = offered.get();
        Event event = fleet.ride(
                slot,
                (double) riders / phase.eventsPerSecond(),
                before - refused.get(),
                dueNs,
                phase.measured(),
                startMs + TimeUnit.NANOSECONDS.toMillis(dueNs - startNs),
                recordTimeMs);
        ledger.intended(before + 1, recordTimeMs);
        offered.lazySet(before + 1);
        if (!sink.hasRoom(event.bytes())) {
            refused.lazySet(refused.get() + 1);
            return;
        }
        int sequence = ledger.nextSequence(slot);
        if (sequence != event.sequence()) {
            throw new IllegalStateException(
                    "rider " + event.riderId() + " is at " + event.sequence() + ", the ledger at " + sequence);
        }
        fleet.taken(slot);
        sink.take(event);
    }
}
