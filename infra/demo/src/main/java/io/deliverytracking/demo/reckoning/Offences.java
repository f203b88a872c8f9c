package io.deliverytracking.demo.reckoning;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts offences by kind and keeps the first few of each as examples. Not thread-safe. */
final class Offences {

    private static final int EXAMPLES = 5;

    private final Map<Offence.Kind, Long> counts = new EnumMap<>(Offence.Kind.class);
    private final List<Offence> examples = new ArrayList<>();

    void add(Offence.Kind kind, long count, long session, long subject, int detail) {
        if (count <= 0) {
            return;
        }
        counts.merge(kind, count, Long::sum);
        if (examples.stream().filter(offence -> offence.kind() == kind).count() < EXAMPLES) {
            examples.add(new Offence(kind, session, subject, detail));
        }
    }

    long count(Offence.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The examples, without those of a kind that turned out to be no offence. */
    List<Offence> examples(boolean withMissing) {
        return examples.stream()
                .filter(offence -> withMissing || offence.kind() != Offence.Kind.MISSING)
                .toList();
    }
}
