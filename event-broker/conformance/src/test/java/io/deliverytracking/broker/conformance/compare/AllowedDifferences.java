package io.deliverytracking.broker.conformance.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies {@link AllowedTable}, and knows which of its rows a run has needed: a row that nothing needs any more has to
 * go.
 *
 * <p>Threading: not thread-safe.
 */
public final class AllowedDifferences {

    private static final List<AllowedDifference> TABLE = AllowedTable.rows();

    private final Set<AllowedDifference> needed = new HashSet<>();

    /** Those of {@code differences} that no row allows. */
    public List<Difference> notAllowed(String about, String scenario, List<Difference> differences) {
        return differences.stream()
                .filter(difference -> !isAllowed(about, scenario, difference))
                .toList();
    }

    private boolean isAllowed(String about, String scenario, Difference difference) {
        boolean allowed = false;
        for (AllowedDifference row : TABLE) {
            if (row.covers(about, scenario, difference)) {
                needed.add(row);
                allowed = true;
            }
        }
        return allowed;
    }

    /** Rows that no difference has needed. */
    public List<AllowedDifference> notNeeded() {
        return TABLE.stream().filter(row -> !needed.contains(row)).toList();
    }
}
