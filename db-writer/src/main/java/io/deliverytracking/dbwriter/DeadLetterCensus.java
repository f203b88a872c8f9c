package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.domain.DeadLetterCounts;
import io.deliverytracking.dbwriter.domain.DeadLetterState;
import io.deliverytracking.dbwriter.persistence.RedriveTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many dead letters are in which state, counted by the clock, for whoever asks in between.
 *
 * <p>A count looks at every letter. Somebody who fills a topic with rubbish must not keep the database busy with it, so
 * after a count that took long the next ones are left out: counting takes at most a twentieth of one connection's time.
 *
 * <p>Threading: {@link #count()} by one thread at a time, {@link #latest()} by any.
 */
@Singleton
@Startup // so that its gauges are there from the start
public class DeadLetterCensus {
    private static final int PAUSE_PER_COUNT = 20;

    private final RedriveTable table;
    private volatile @Nullable DeadLetterCounts latest;
    private long dueNs = System.nanoTime();

    public DeadLetterCensus(RedriveTable table, MeterRegistry metrics) {
        this.table = table;
        for (DeadLetterState state : DeadLetterState.values()) {
            Gauge.builder("dbwriter.dead.letter.states", this, census -> census.inState(state))
                    .description("Dead letters in the table, by state")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
    }

    /** Counts, unless the last count took too long for another so soon. */
    void count() throws SQLException {
        long startedNs = System.nanoTime();
        if (startedNs - dueNs < 0) {
            return;
        }
        latest = table.counts();
        dueNs = startedNs + PAUSE_PER_COUNT * (System.nanoTime() - startedNs);
    }

    /** The last count; null before the first. */
    public @Nullable DeadLetterCounts latest() {
        return latest;
    }

    private double inState(DeadLetterState state) {
        DeadLetterCounts counts = latest;
        return counts == null ? Double.NaN : counts.of(state);
    }
}
