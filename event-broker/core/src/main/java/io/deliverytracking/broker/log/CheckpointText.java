package io.deliverytracking.broker.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Apache Kafka's text format of checkpoints: a version, the number of lines, the lines.
 *
 * <pre>
 *   0
 *   2
 *   delivery-location-updates 0 4711
 *   delivery-location-updates 1 4698
 * </pre>
 */
final class CheckpointText {

    private static final String VERSION = "0";

    private final StringBuilder lines = new StringBuilder();
    private int count;

    /** Adds a line. */
    void line(String line) {
        lines.append(line).append('\n');
        count++;
    }

    @Override
    public String toString() {
        return VERSION + "\n" + count + "\n" + lines;
    }

    /**
     * Reads the lines of such a file.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static List<Line> parse(String text, int fields) {
        String[] rows = text.split("\n", -1);
        if (rows.length < 2 || !rows[0].trim().equals(VERSION)) {
            throw new IllegalArgumentException("not a checkpoint of version " + VERSION);
        }
        int count = Integer.parseInt(rows[1].trim());
        if (count < 0 || rows.length < count + 2) {
            throw new IllegalArgumentException(count + " lines were promised, " + (rows.length - 2) + " are there");
        }
        List<Line> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String[] parts = rows[i + 2].trim().split("\\s+", -1);
            if (parts.length != fields) {
                throw new IllegalArgumentException("not " + fields + " fields: '" + rows[i + 2] + "'");
            }
            lines.add(new Line(List.of(parts)));
        }
        return lines;
    }

    /** One line, split at blanks. */
    record Line(List<String> fields) {

        String field(int i) {
            return fields.get(i);
        }
    }
}
