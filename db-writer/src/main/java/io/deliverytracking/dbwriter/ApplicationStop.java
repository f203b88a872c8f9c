package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.domain.StopSignal;
import io.deliverytracking.dbwriter.kafka.LoudStop;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The loud stop: says why, makes the application unhealthy, ends every wait and leaves with a status of its own. The
 * first reason wins.
 */
@Singleton
public class ApplicationStop implements LoudStop {
    /** Exit status of a stop that a person has to look at; a supervisor should not restart into it for ever. */
    public static final int EXIT_STATUS = 3;

    private static final Logger LOG = Logger.getLogger(ApplicationStop.class);

    private final WriterStatus status;
    private final StopSignal signal;
    private final AtomicBoolean stopped = new AtomicBoolean();

    public ApplicationStop(WriterStatus status, StopSignal signal) {
        this.status = status;
        this.signal = signal;
    }

    @Override
    public void stop(Throwable reason) {
        if (stopped.compareAndSet(false, true)) {
            String message = String.valueOf(reason.getMessage());
            LOG.errorf(reason, "STOPPED, nothing more is stored exitStatus=%d reason=%s", EXIT_STATUS, message);
            status.become(WriterStatus.State.STOPPED, message);
            signal.stop();
            Quarkus.asyncExit(EXIT_STATUS);
        }
    }
}
