package io.deliverytracking.traces;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The riders of a trace: dense indices in order of appearance while reading, ids at the end; see {@link Trace}. */
final class RiderIds {

    /** Names take memory that no row pays for, and a column that names a rider a row is not the rider's. */
    static final int MOST = 1_000_000;

    private final Map<String, Integer> indexByName = new HashMap<>();

    int count() {
        return indexByName.size();
    }

    int indexOf(String name) {
        Integer index = indexByName.get(name);
        if (index == null) {
            index = indexByName.size();
            if (index == MOST) {
                throw new TraceLimitException(
                        "there are more than " + MOST + " riders; is their column the right one?");
            }
            indexByName.put(name, index);
        }
        return index;
    }

    /** The ids by index. */
    int[] assign() {
        int[] ids = new int[indexByName.size()];
        Set<Integer> taken = new HashSet<>();
        TreeSet<String> names = new TreeSet<>();
        for (Map.Entry<String, Integer> rider : indexByName.entrySet()) {
            int id = canonicalId(rider.getKey());
            if (id > 0) {
                ids[rider.getValue()] = id;
                taken.add(id);
            } else {
                names.add(rider.getKey());
            }
        }
        int next = 1;
        for (String name : names) {
            while (taken.contains(next)) {
                next++;
            }
            ids[indexByName.getOrDefault(name, 0)] = next++;
        }
        return ids;
    }

    /** The number that a name is, in its one spelling; 0 if it is none. */
    private static int canonicalId(String name) {
        try {
            int id = Integer.parseInt(name);
            return id >= 1 && Integer.toString(id).equals(name) ? id : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
