package io.deliverytracking.location.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.location.frame.AgeTally;
import io.deliverytracking.location.frame.Frame;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was pushed since the start of the process, and to whom.
 *
 * <p>Threading: counted on the thread of the watchers, read by any.
 */
@Singleton
public class PushStatistics {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    /** How old positions were when they were sent, in ms. */
    @Schema(name = "PositionAges", description = "Event time to sending, in ms, of positions in recent binary frames")
    public record Ages(long p50, long p90, long p99, long max) {}

    /** The counts in JSON. */
    @Schema(name = "PushStatistics", description = "What was pushed over WebSocket")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            @Schema(description = "Clients by what they watch")
            Map<WatchMode, Integer> clients,

            @Schema(description = "Messages and frames sent")
            long messages,

            @Schema(description = "Binary frames among them")
            long frames,

            long bytes,

            @Schema(description = "Riders' positions in binary frames")
            long positions,

            @Schema(description = "Fixes that clients of binary frames never saw because a later one replaced them")
            long conflated,

            @Schema(description = "Ticks without a message because the client had not taken the one before")
            long skipped,

            @Schema(description = "Absent when no positions were sent lately") @Nullable
            Ages positionAgeMs) {}

    private final AgeTally tally = new AgeTally();
    private final RecentAges recent = new RecentAges();
    private final Map<WatchMode, AtomicInteger> clients = new EnumMap<>(WatchMode.class);
    private final LongAdder messages = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder positions = new LongAdder();
    private final LongAdder conflated = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    PushStatistics(MeterRegistry registry) {
        for (WatchMode mode : WatchMode.values()) {
            AtomicInteger count = new AtomicInteger();
            clients.put(mode, count);
            Gauge.builder("location.live.subscriptions", count, AtomicInteger::get)
                    .tag("mode", mode.name().toLowerCase(Locale.ROOT))
                    .description("WebSocket clients by what they watch")
                    .register(registry);
        }
        counter(registry, "location.live.messages", "Messages and frames sent", messages);
        counter(registry, "location.live.frames", "Binary frames sent", frames);
        counter(registry, "location.live.bytes", "Bytes of messages and frames", bytes);
        counter(registry, "location.live.positions", "Positions in binary frames", positions);
        counter(registry, "location.live.conflated", "Fixes replaced before a client saw them", conflated);
        counter(registry, "location.live.skipped", "Ticks skipped for slow clients", skipped);
        for (double quantile : QUANTILES) {
            Gauge.builder("location.live.position.age.seconds", this, self -> self.ageSeconds(quantile))
                    .tag("quantile", Double.toString(quantile))
                    .description("Event time to sending of positions in recent frames")
                    .register(registry);
        }
    }

    /** All counts now. */
    public View view() {
        Map<WatchMode, Integer> byMode = new EnumMap<>(WatchMode.class);
        clients.forEach((mode, count) -> byMode.put(mode, count.get()));
        Histogram ages = recent.copy(System.currentTimeMillis());
        return new View(
                byMode,
                messages.sum(),
                frames.sum(),
                bytes.sum(),
                positions.sum(),
                conflated.sum(),
                skipped.sum(),
                ages.getTotalCount() == 0
                        ? null
                        : new Ages(
                                ages.getValueAtPercentile(50),
                                ages.getValueAtPercentile(90),
                                ages.getValueAtPercentile(99),
                                ages.getMaxValue()));
    }

    /** Where makers of frames count ages; {@link #frame} empties it. */
    AgeTally ages() {
        return tally;
    }

    void message(long size) {
        messages.increment();
        bytes.add(size);
    }

    void frame(Frame frame, long nowMs) {
        frames.increment();
        positions.add(frame.positions());
        conflated.add(frame.conflated());
        recent.turn(nowMs);
        tally.drain(recent::add);
    }

    void skipped() {
        skipped.increment();
    }

    /** A client changed from one kind of subscription to another; null is none. */
    void changed(@Nullable WatchMode from, @Nullable WatchMode to) {
        if (from != null) {
            count(from).decrementAndGet();
        }
        if (to != null) {
            count(to).incrementAndGet();
        }
    }

    /** Clients of binary frames. */
    int mapClients() {
        return clients.entrySet().stream()
                .filter(entry -> entry.getKey().isMap())
                .mapToInt(entry -> entry.getValue().get())
                .sum();
    }

    private AtomicInteger count(WatchMode mode) {
        return Objects.requireNonNull(clients.get(mode));
    }

    private double ageSeconds(double quantile) {
        Histogram ages = recent.copy(System.currentTimeMillis());
        return ages.getTotalCount() == 0 ? Double.NaN : ages.getValueAtPercentile(quantile * 100) / 1_000.0;
    }

    private static void counter(MeterRegistry registry, String name, String description, LongAdder value) {
        FunctionCounter.builder(name, value, LongAdder::sum)
                .description(description)
                .register(registry);
    }
}
