package io.deliverytracking.dbwriter.domain;

import java.util.EnumMap;
import java.util.Map;

/** How many dead letters are in each state. */
public record DeadLetterCounts(Map<DeadLetterState, Long> byState) {
    public DeadLetterCounts {
        Map<DeadLetterState, Long> all = new EnumMap<>(DeadLetterState.class);
        for (DeadLetterState state : DeadLetterState.values()) {
            all.put(state, byState.getOrDefault(state, 0L));
        }
        byState = Map.copyOf(all);
    }

    public long of(DeadLetterState state) {
        return byState.getOrDefault(state, 0L);
    }

    public long total() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }
}
