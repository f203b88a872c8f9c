package io.deliverytracking.broker.conformance.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds every difference of two trees. */
public final class Comparison {

    private static final String ABSENT = "absent";

    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    public static List<Difference> of(JsonNode ours, JsonNode theirs) {
        Comparison comparison = new Comparison();
        comparison.compare("", ours, theirs);
        return comparison.differences;
    }

    private void compare(String path, JsonNode ours, JsonNode theirs) {
        if (ours.isObject() && theirs.isObject()) {
            Set<String> names = new TreeSet<>();
            ours.fieldNames().forEachRemaining(names::add);
            theirs.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(path.isEmpty() ? name : path + "." + name, ours.path(name), theirs.path(name));
            }
        } else if (ours.isArray() && theirs.isArray()) {
            for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
                compare(path + "[" + i + "]", ours.path(i), theirs.path(i));
            }
        } else if (!ours.equals(theirs)) {
            differences.add(new Difference(path, text(ours), text(theirs)));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? ABSENT : node.toString();
    }
}
