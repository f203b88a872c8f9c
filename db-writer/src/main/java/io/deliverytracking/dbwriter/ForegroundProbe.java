package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.config.WriteStrategy;
import io.deliverytracking.dbwriter.domain.Pacer;
import io.deliverytracking.dbwriter.domain.StopSignal;
import io.deliverytracking.dbwriter.persistence.WriterProbe;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Probes the database at a fixed rate and tells the pacer, from a thread of its own.
 *
 * <p>Users arrive whether or not the one before has been served. So a probe that took longer than an interval counts for
 * those that were due meanwhile, too, each from the moment it was due; otherwise a stall of a second would be one late
 * sample among hundreds. (What HdrHistogram calls the correction of coordinated omission.)
 *
 * <p>Failure: a probe that fails says nothing of latency; it is said once, and the next one comes a second later.
 */
@Singleton
public class ForegroundProbe {
    private static final Logger LOG = Logger.getLogger(ForegroundProbe.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** A stall that is longer counts no more samples: those of the window that is judged are all of it by then. */
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);

    private final WriterProbe probe;
    private final Pacer pacer;
    private final boolean wanted;
    private final long intervalNs;
    private final StopSignal stop;

    ForegroundProbe(WriterProbe probe, Pacer pacer, DbWriterConfig config, StopSignal stop) {
        this.probe = probe;
        this.pacer = pacer;
        this.wanted = isWanted(config.ingest());
        this.intervalNs = config.ingest().probeInterval().toNanos();
        this.stop = stop;
    }

    /** A writer that stores nothing has nothing to give way with, and is to leave the database alone. */
    static boolean isWanted(DbWriterConfig.Ingest config) {
        return config.probe() && config.strategy() != WriteStrategy.DISCARD;
    }

    /** Begins to probe, unless nobody wants it. The table has to be there. */
    void start() {
        if (wanted) {
            Thread thread = new Thread(this::run, "foreground-probe");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        boolean failing = false;
        long dueNs = System.nanoTime();
        while (stop.await(Duration.ofNanos(Math.max(0, dueNs - System.nanoTime())))) {
            try {
                tell(probe.probe());
                failing = false;
                dueNs = nextDueNs(dueNs);
            } catch (SQLException e) {
                if (!failing) {
                    LOG.warnf("The probe of the foreground fails reason=%s", e.getMessage());
                }
                failing = true;
                dueNs = System.nanoTime() + AFTER_FAILURE.toNanos();
            }
        }
        close();
    }

    private void tell(long latencyNs) {
        for (long sampleNs = Math.min(latencyNs, LONGEST_NS); sampleNs > 0; sampleNs -= intervalNs) {
            pacer.onProbe(sampleNs);
        }
    }

    /** The first time after now that is due. */
    private long nextDueNs(long dueNs) {
        return dueNs + intervalNs * ((System.nanoTime() - dueNs) / intervalNs + 1);
    }

    private void close() {
        try {
            probe.close();
        } catch (SQLException e) {
            LOG.debugf("The probe's connection did not close reason=%s", e.getMessage());
        }
    }
}
