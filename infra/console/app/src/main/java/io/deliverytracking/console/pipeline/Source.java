package io.deliverytracking.console.pipeline;

import io.deliverytracking.console.domain.ServiceState;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * One part of the pipeline that is asked again and again.
 *
 * <p>Threading: the collector's event loop alone.
 */
interface Source {

    /**
     * Asks, unless the question before is still under way: a slow part delays only itself. The future ends when the answer
     * has been noted, and never fails.
     */
    Future<Void> poll();

    /** Null before the first answer. */
    @Nullable
    ServiceState state();
}
