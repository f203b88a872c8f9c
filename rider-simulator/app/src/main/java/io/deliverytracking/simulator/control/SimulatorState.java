package io.deliverytracking.simulator.control;

/** Where the simulator is in its life; see the package's picture. */
public enum SimulatorState {
    /** No broker has answered yet, so the topics may not exist. */
    WAITING_FOR_BROKER,
    /** Topics exist; nothing is being sent. */
    READY,
    RUNNING,
    PAUSED,
    /** Sending has ended; acknowledgements are being waited for. */
    STOPPING,
    /** Told to stop, maybe after a failure; the ledger is closed. */
    STOPPED,
    /** Came to its end by itself; the ledger is closed. */
    FINISHED,
    /**
     * Nothing more is sent because of an error. The ledger, if there is one, goes on counting what is intended until
     * it is told to stop, another session begins or the process ends, and is closed then.
     */
    FAILED;

    /** A session's thread is at work. */
    public boolean isActive() {
        return this == RUNNING || this == PAUSED || this == STOPPING;
    }
}
