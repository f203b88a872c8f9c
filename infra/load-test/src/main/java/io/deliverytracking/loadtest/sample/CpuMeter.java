package io.deliverytracking.loadtest.sample;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Processor time of some processes by name, each sample what was used since the one before.
 *
 * <p>A process may end and another take its place: the new one counts from its start. What a killed one used after its last sample is
 * lost, at most a second of it.
 * <p>Threading: confined to one thread. Failure: what can't be read is missing from the sample.
 */
public final class CpuMeter {

    private final Function<Source, Optional<Reading>> readings;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Reading> before = new HashMap<>();

    /**
     * One thing to meter.
     *
     * @param pid empty while there is none
     * @param withChildren whether the time of its children counts, of those that have ended too: a Postgres is many processes
     */
    record Source(Supplier<OptionalLong> pid, boolean withChildren) {}

    /** Processor time so far of the process that started at this moment. */
    record Reading(long pid, long startTicks, long ticks) {

        boolean isOfSameProcessAs(Reading other) {
            return pid == other.pid && startTicks == other.startTicks;
        }
    }

    public CpuMeter() {
        this(CpuMeter::read);
    }

    CpuMeter(Function<Source, Optional<Reading>> readings) {
        this.readings = readings;
    }

    /** From now on this process is in every sample, from what it has used up to now. */
    public void add(String name, Supplier<OptionalLong> pid) {
        add(name, new Source(pid, false));
    }

    /** The same with all of its children. */
    public void addWithChildren(String name, Supplier<OptionalLong> pid) {
        add(name, new Source(pid, true));
    }

    private void add(String name, Source source) {
        sources.put(name, source);
        readings.apply(source).ifPresent(reading -> before.put(name, reading));
    }

    /** Seconds of processor time since the last call, by name. */
    public Map<String, Double> sample() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        sources.forEach((name, source) -> readings.apply(source).ifPresent(now -> {
            Reading last = before.get(name);
            if (last == null || !last.isOfSameProcessAs(now)) {
                seconds.put(name, now.ticks / ProcStat.TICKS_PER_SECOND);
                before.put(name, now);
            } else {
                seconds.put(name, Math.max(0, now.ticks - last.ticks) / ProcStat.TICKS_PER_SECOND);
                // Never back: a child that was reaped between two reads was in both, and the truth first has to catch
                // up with that.
                before.put(name, now.ticks < last.ticks ? last : now);
            }
        }));
        return seconds;
    }

    private static Optional<Reading> read(Source source) {
        OptionalLong pid = source.pid.get();
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        // Children first: one that ends meanwhile is counted twice for a moment, rather than not at all.
        long children = 0;
        if (source.withChildren) {
            for (long child : ProcStat.childrenOf(pid.getAsLong())) {
                children += ProcStat.of(child)
                        .map(stat -> stat.ownTicks() + stat.reapedTicks())
                        .orElse(0L);
            }
        }
        long ofChildren = children;
        return ProcStat.of(pid.getAsLong())
                .map(stat -> new Reading(
                        pid.getAsLong(),
                        stat.startTicks(),
                        stat.ownTicks() + (source.withChildren ? stat.reapedTicks() + ofChildren : 0)));
    }
}
