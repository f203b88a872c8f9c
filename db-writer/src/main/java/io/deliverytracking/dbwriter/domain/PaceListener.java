package io.deliverytracking.dbwriter.domain;

/** Is told when foreground and lag change places; called by the thread that ingests, and must not block. */
public interface PaceListener {
    /** Lag has passed its limit: the foreground's bound is set aside. */
    void onLagWins(long lagMs);

    /** Lag is down to half of its limit: the foreground comes first again. */
    void onForegroundFirst(long lagMs);
}
