package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.live.LogProbe;
import io.deliverytracking.demo.live.LogSample;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * How many records the log holds that the writer has not stored yet, as Kafka's admin client says.
 *
 * <p>Threading: confined to one thread, which may block for some seconds. Ownership: the client, closed by {@link #close()}.
 */
final class Backlog implements AutoCloseable {

    private static final String GROUP = "db-writer";

    private final LogProbe probe;

    Backlog(String bootstrapServers) {
        probe = new LogProbe(bootstrapServers);
    }

    /**
     * One reading.
     *
     * @param takenAtNs of {@link System#nanoTime()}, no later than the answers
     * @param waiting records that the writer has not committed
     * @param end records of events that were ever appended
     */
    record Reading(long takenAtNs, long waiting, long end) {

        /** Whether nothing waited at that moment or after it. */
        boolean isEmptySince(long momentNs) {
            return waiting == 0 && takenAtNs - momentNs >= 0;
        }
    }

    /** Empty while the broker does not answer. */
    Optional<Reading> read() {
        try {
            LogSample sample = probe.sample();
            Long waiting = sample.lagByGroup().get(GROUP);
            return waiting == null
                    ? Optional.empty()
                    : Optional.of(new Reading(sample.takenAtNs(), waiting, sample.locationEvents()));
        } catch (ExecutionException | TimeoutException away) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        probe.close();
    }
}
