package io.deliverytracking.location.frame;

import io.deliverytracking.location.domain.FleetImage;
import java.util.Arrays;

/**
 * What one client was shown last: of each rider of the map the {@linkplain FleetImage#mark mark} of the fix, or nothing.
 *
 * <p>Two bytes a rider of the map and client, whatever the box; 200 KB at 100,000 riders. A bit a rider and one version for
 * all would say what changed, but not how many fixes a client missed.
 */
final class Shown {

    private static final char NOTHING = 0;

    private char[] marks = new char[0];
    private int generation = -1;

    /** Makes room for all riders of the image. False if what was remembered means nothing any more. */
    boolean follow(FleetImage image) {
        boolean continues = generation == image.generation();
        if (!continues) {
            Arrays.fill(marks, NOTHING);
            generation = image.generation();
        }
        if (marks.length < image.count()) {
            marks = Arrays.copyOf(marks, image.count() + (image.count() >> 2));
        }
        return continues;
    }

    boolean has(int index) {
        return marks[index] != NOTHING;
    }

    /** Remembers the rider's present fix; returns how many fixes have come since the one that was shown, 0 if none was. */
    int show(int index, FleetImage image) {
        char before = marks[index];
        char now = image.mark(index);
        marks[index] = now;
        return before == NOTHING ? 0 : FleetImage.fixesBetween(before, now);
    }

    void forget(int index) {
        marks[index] = NOTHING;
    }
}
