package io.deliverytracking.dbwriter.domain;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The one switch that ends every wait of the application, once and for good. Thread-safe. */
public final class StopSignal implements Pause {
    private final CountDownLatch stopped = new CountDownLatch(1);

    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isStopping() {
        return stopped.getCount() == 0;
    }

    @Override
    public boolean await(Duration duration) {
        try {
            return !stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
