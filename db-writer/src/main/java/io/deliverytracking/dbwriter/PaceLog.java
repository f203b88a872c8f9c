package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.domain.PaceListener;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Says when foreground and lag change places. */
final class PaceLog implements PaceListener {
    private static final Logger LOG = Logger.getLogger(PaceLog.class);

    private final Duration maxLag;

    PaceLog(Duration maxLag) {
        this.maxLag = maxLag;
    }

    @Override
    public void onLagWins(long lagMs) {
        LOG.warnf(
                "Lag wins: it has passed its limit, the foreground's bound is set aside until half of it lagMs=%d"
                        + " maxLagMs=%d",
                lagMs, maxLag.toMillis());
    }

    @Override
    public void onForegroundFirst(long lagMs) {
        LOG.infof("The foreground comes first again lagMs=%d maxLagMs=%d", lagMs, maxLag.toMillis());
    }
}
