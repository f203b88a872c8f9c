package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.plot.Marker;
import io.deliverytracking.loadtest.report.plot.Style;
import io.deliverytracking.loadtest.result.Arm;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The look of each arm, the same in every plot: cold colours for the log, warm ones for direct writes, grey for the controls, so
 * that the kind is seen before the name is read. Blue and orange hold for every kind of colour blindness; within a kind shape
 * and brightness tell arms apart. The page's style has the colours.
 */
final class ArmLook {

    private static final int LOG_COLOURS = 4;
    private static final int DIRECT_COLOURS = 6;

    private final Map<String, Style> styles = new HashMap<>();

    ArmLook(List<ArmRun> arms) {
        Map<Arm.Kind, Integer> seen = new EnumMap<>(Arm.Kind.class);
        Marker[] markers = Marker.values();
        for (ArmRun arm : arms) {
            int index = seen.merge(arm.arm().kind(), 1, Integer::sum) - 1;
            Style style = Style.solid(colour(arm.arm().kind(), index), markers[index % markers.length]);
            styles.put(arm.name(), arm.writes() ? style : style.dashed("5 3"));
        }
    }

    Style of(ArmRun arm) {
        Style style = styles.get(arm.name());
        if (style == null) {
            throw new IllegalArgumentException("no arm of this run: " + arm.name());
        }
        return style;
    }

    private static String colour(Arm.Kind kind, int index) {
        return switch (kind) {
            case IDLE -> "idle";
            case DISCARD -> "discard";
            case LOG -> "log-" + (1 + index % LOG_COLOURS);
            case DIRECT -> "direct-" + (1 + index % DIRECT_COLOURS);
        };
    }
}
