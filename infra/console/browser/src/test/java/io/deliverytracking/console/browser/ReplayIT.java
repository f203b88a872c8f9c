package io.deliverytracking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.console.browser.pipeline.Pipeline;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.MapPage;
import io.deliverytracking.console.browser.visit.MapPage.Pixel;
import io.deliverytracking.console.browser.visit.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded trace on the map: riders are drawn where their fixes were taken. */
@Tag("long")
@ConsoleTest
class ReplayIT {
    /** Two who stand still by the harbour of Hamburg, and one who rides north past the first at some 7 m/s. */
    private static final double[] WESTERN = {53.54300, 9.97000};

    private static final double[] EASTERN = {53.54300, 9.98000};
    private static final double[] RIDE_FROM = {53.54000, 9.97500};
    private static final double DEGREES_A_SECOND = 0.00006;
    private static final int SECONDS = 600;

    /** A pixel is half a metre or so at this zoom; a fix is rounded to a 65,536th of the box that is asked for. */
    private static final double PIXELS = 3;

    @Test
    void ridersAreDrawnWhereTheirFixesWereTaken(Visitor visitor, @TempDir Path directory) throws IOException {
        try (Pipeline replay = Pipeline.replaying(trace(directory.resolve("harbour.csv")))) {
            MapPage west =
                    visitor.opensTheMapOf(replay.address(), view(WESTERN)).withRiders(3);

            // Ids are given in the order of the names in the trace.
            west.until("map.pixelOf(1) !== null && map.pixelOf(2) !== null && map.pixelOf(3) !== null");
            Pixel middle = west.middle();
            assertThat(west.pixelOf(1).x()).isCloseTo(middle.x(), within(PIXELS));
            assertThat(west.pixelOf(1).y()).isCloseTo(middle.y(), within(PIXELS));
            // The same latitude, and half of the way from west to east by longitude.
            assertThat(west.pixelOf(2).y()).isCloseTo(middle.y(), within(PIXELS));
            double halfWay = (west.pixelOf(1).x() + west.pixelOf(2).x()) / 2;
            double before = west.pixelOf(3).y();
            assertThat(west.pixelOf(3).x()).isCloseTo(halfWay, within(PIXELS));
            west.until("map.pixelOf(3)[1] < " + (before - 5));
            assertThat(west.pixelOf(3).x()).isCloseTo(halfWay, within(PIXELS));

            MapPage east =
                    visitor.opensTheMapOf(replay.address(), view(EASTERN)).withRiders(3);
            east.until("map.pixelOf(2) !== null");
            assertThat(east.pixelOf(2).x()).isCloseTo(middle.x(), within(PIXELS));
        }
    }

    private static String view(double[] place) {
        return String.format(Locale.ROOT, "#15/%.5f/%.5f", place[0], place[1]);
    }

    private static Path trace(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("rider,time,lat,lon"));
        Instant start = Instant.parse("2024-05-04T10:00:00Z");
        for (int second = 0; second < SECONDS; second++) {
            Instant at = start.plusSeconds(second);
            lines.add(fix("a-west", at, WESTERN[0], WESTERN[1]));
            lines.add(fix("b-east", at, EASTERN[0], EASTERN[1]));
            lines.add(fix("c-north", at, RIDE_FROM[0] + second * DEGREES_A_SECOND, RIDE_FROM[1]));
        }
        return Files.write(file, lines);
    }

    private static String fix(String rider, Instant at, double latitude, double longitude) {
        return String.format(Locale.ROOT, "%s,%s,%.6f,%.6f", rider, at, latitude, longitude);
    }
}
