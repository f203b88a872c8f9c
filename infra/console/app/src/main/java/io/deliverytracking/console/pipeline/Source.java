package io.deliverytracking.console.pipeline;

import io.deliverytracking.console.domain.ServiceState;
import io.deliverytracking.console.domain.ServiceWatch;
import io.vertx.core.Future;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One part of the pipeline that is asked again and again.
 *
 * <p>Threading: the collector's event loop alone, on which its questions also complete.
 *
 * @param <A> the answer
 */
abstract class Source<A> {
    private final Supplier<Future<A>> question;
    private final Clock clock;
    private final ServiceWatch watch;
    private @Nullable Future<Void> underWay;

    Source(String name, Supplier<Future<A>> question, Clock clock) {
        this.question = question;
        this.clock = clock;
        this.watch = new ServiceWatch(name);
    }

    /** Takes an answer over; returns what the service says is wrong with it, or null. */
    abstract @Nullable String answered(A answer, Instant now);

    /** It is away: nothing that is known holds any more. */
    abstract void silent();

    /**
     * Asks, unless the question before is still under way: a slow part delays only itself. The future ends when the answer
     * has been noted, and never fails.
     */
    final Future<Void> poll() {
        if (underWay == null) {
            underWay = question.get().map(this::note).otherwise(this::noteSilence);
            underWay.onComplete(done -> underWay = null);
        }
        return underWay == null ? Future.succeededFuture() : underWay;
    }

    /** Null before the first answer. */
    final @Nullable ServiceState state() {
        return watch.state();
    }

    private @Nullable Void note(A answer) {
        Instant now = clock.instant();
        watch.answered(now, answered(answer, now));
        return null;
    }

    private @Nullable Void noteSilence(Throwable fault) {
        Instant now = clock.instant();
        String detail = String.valueOf(fault.getMessage());
        boolean refused = fault.getCause() instanceof ConnectException;
        if (refused ? watch.refused(now, detail) : watch.silent(now, detail)) {
            silent();
        }
        return null;
    }
}
