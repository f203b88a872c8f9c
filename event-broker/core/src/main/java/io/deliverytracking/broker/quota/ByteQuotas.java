package io.deliverytracking.broker.quota;

import io.deliverytracking.broker.port.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The limits on the bytes of one direction, and what each client has used of its own.
 *
 * <p>The limit that fits a client most closely holds, and whoever is meant by the same words of it shares it:
 *
 * <table>
 * <caption>From the closest to the loosest</caption>
 * <tr><th>limit of</th><th>shared by</th></tr>
 * <tr><td>user and client id; user and default client id</td><td>this user's clients of this id</td></tr>
 * <tr><td>user</td><td>this user's clients</td></tr>
 * <tr><td>default user and client id; default user and default client id</td><td>this user's clients of this id</td></tr>
 * <tr><td>default user</td><td>this user's clients</td></tr>
 * <tr><td>client id; default client id</td><td>clients of this id</td></tr>
 * </table>
 *
 * <p>Without any limit a record is one look at a field: nothing is measured.
 *
 * <p>Unlike Apache Kafka, which measures everybody once there has been a limit for anybody: who has none is not measured,
 * and begins from zero when given one.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Source: KIP-55 (precedence), KIP-219 (throttling).
 */
public final class ByteQuotas {

    /** Clients name themselves as they like: so many are measured at once, the longest silent is forgotten for a new one. */
    static final int MAX_METERS = 10_000;

    private final Clock clock;
    private final QuotaWindows windows;
    private final LinkedHashMap<QuotaEntity, WindowedRate> meters = new LinkedHashMap<>(16, 0.75f, true);
    private SortedMap<QuotaEntity, Double> limits = new TreeMap<>();

    /** A limit, and who shares it. */
    private record Limit(double bytesPerSecond, QuotaEntity sharers) {}

    public ByteQuotas(Clock clock, QuotaWindows windows) {
        this.clock = clock;
        this.windows = windows;
    }

    /** From now on these limits hold, in bytes a second; what was measured stays. */
    public void limit(Map<QuotaEntity, Double> newLimits) {
        limits = new TreeMap<>(newLimits);
        if (limits.isEmpty()) {
            meters.clear();
        }
    }

    /** Whether nobody has a limit. */
    public boolean isEmpty() {
        return limits.isEmpty();
    }

    /**
     * Bytes that can't be sent back have come.
     *
     * @return milliseconds for which the client has to keep still; 0 if it is within its limit
     */
    public int record(String user, String clientId, long bytes) {
        Limit limit = limitOf(user, clientId);
        if (limit == null) {
            return 0;
        }
        long nowMs = nowMs();
        WindowedRate meter = meter(limit.sharers());
        meter.record(bytes, nowMs);
        return meter.throttleMs(limit.bytesPerSecond(), nowMs);
    }

    /**
     * Bytes are about to be sent, and will not be if the client has to keep still: then they don't count.
     *
     * <p>Unlike Apache Kafka, whose consumers never get past a batch that is larger than all windows allow together: a
     * client that was silent for all of them gets it, and has to keep still for the longer afterwards.
     *
     * @return milliseconds for which the client has to keep still; 0 if the bytes may go
     */
    public int recordIfWithin(String user, String clientId, long bytes) {
        Limit limit = limitOf(user, clientId);
        if (limit == null) {
            return 0;
        }
        long nowMs = nowMs();
        WindowedRate meter = meter(limit.sharers());
        boolean silentBefore = meter.bytesPerSecond(nowMs) == 0;
        meter.record(bytes, nowMs);
        int throttleMs = meter.throttleMs(limit.bytesPerSecond(), nowMs);
        if (throttleMs == 0 || silentBefore) {
            return 0;
        }
        meter.record(-bytes, nowMs);
        return throttleMs;
    }

    /** The most bytes that a client may be sent at once: with more it had to keep still even after a long silence. */
    public int mostAtOnce(String user, String clientId) {
        Limit limit = limitOf(user, clientId);
        return limit == null
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, limit.bytesPerSecond() * windows.wholeMs() / 1_000);
    }

    /** Clients whose bytes are being counted. */
    int meterCount() {
        return meters.size();
    }

    private @Nullable Limit limitOf(String user, String clientId) {
        if (limits.isEmpty()) {
            return null;
        }
        QuotaEntity both = new QuotaEntity(user, clientId);
        QuotaEntity userAlone = new QuotaEntity(user, null);
        Limit limit = limit(user, clientId, both);
        limit = limit != null ? limit : limit(user, QuotaEntity.DEFAULT, both);
        limit = limit != null ? limit : limit(user, null, userAlone);
        limit = limit != null ? limit : limit(QuotaEntity.DEFAULT, clientId, both);
        limit = limit != null ? limit : limit(QuotaEntity.DEFAULT, QuotaEntity.DEFAULT, both);
        limit = limit != null ? limit : limit(QuotaEntity.DEFAULT, null, userAlone);
        limit = limit != null ? limit : limit(null, clientId, new QuotaEntity(null, clientId));
        return limit != null ? limit : limit(null, QuotaEntity.DEFAULT, new QuotaEntity(null, clientId));
    }

    private @Nullable Limit limit(@Nullable String user, @Nullable String clientId, QuotaEntity sharers) {
        Double bytesPerSecond = limits.get(new QuotaEntity(user, clientId));
        return bytesPerSecond == null ? null : new Limit(bytesPerSecond, sharers);
    }

    private WindowedRate meter(QuotaEntity sharers) {
        WindowedRate known = meters.get(sharers);
        if (known != null) {
            return known;
        }
        if (meters.size() == MAX_METERS) {
            meters.remove(meters.keySet().iterator().next());
        }
        WindowedRate meter = new WindowedRate(windows);
        meters.put(sharers, meter);
        return meter;
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(clock.monotonicNs());
    }
}
