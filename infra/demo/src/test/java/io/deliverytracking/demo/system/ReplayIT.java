package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace of several kinds of files, by more riders than it has, through the whole pipeline. */
@Tag("long")
class ReplayIT {

    private static final int POINTS = 40;
    private static final int ROWS = 2 * POINTS;

    @TempDir
    Path directory;

    @Test
    void anArchiveIsReplayedByAsManyRidersAsAreAskedForAndBalances() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            // Three riders, of whom the fourth copy has the first only: ten riders.
            DemoCommandLine demo = home.demo(
                    "--replay", archive().toString(), "--riders", "10", "--speed-up", "10", "--time-zone", "UTC");

            assertThat(demo.awaitExit(Duration.ofSeconds(240)))
                    .as(demo.output())
                    .isEqualTo(ExitStatus.OK);
            int sent = 3 * (POINTS + ROWS) + POINTS;
            assertThat(demo.output())
                    .contains("Replaying 120 fixes of 3 riders from 2 files", "by 10 riders")
                    .contains("city.csv:2  latitude unreadable: 1;2024-05-01 10:00:00;north;13,4")
                    .contains("1 file fits nothing and is passed over", "LICENCE")
                    .containsPattern("trace 2024-05-01 10:\\d\\d:\\d\\dZ  \\d+%")
                    .contains("The trace has been replayed to its end.")
                    .containsPattern("latitude unreadable +1")
                    .containsPattern("not in order of time in the file +1")
                    .containsPattern("replayed, by 10 riders +" + sent)
                    .contains("The reckoning balances.");
            assertThat(home.reckoning().at("/locations/stored").asLong()).isEqualTo(sent);
        }
    }

    /** A ride recorded by a receiver, and a table of two riders with a row in the wrong place and one that is none. */
    private Path archive() throws IOException {
        Instant start = Instant.parse("2024-05-01T10:00:00Z");
        StringBuilder gpx = new StringBuilder("<gpx version=\"1.1\"><trk><trkseg>");
        for (int i = 0; i < POINTS; i++) {
            gpx.append("<trkpt lat=\"52.5")
                    .append(1_000 + i)
                    .append("\" lon=\"13.4\"><time>")
                    .append(start.plusSeconds(i))
                    .append("</time></trkpt>");
        }
        gpx.append("</trkseg></trk></gpx>");
        StringBuilder csv = new StringBuilder("id;time;lat;lon\n1;2024-05-01 10:00:00;north;13,4\n");
        for (int i = 0; i < POINTS; i++) {
            // The two last rows of rider 2 are in each other's place.
            int second = i < POINTS - 2 ? i : 2 * POINTS - 3 - i;
            csv.append(row(1, i)).append(row(2, second));
        }
        Path file = directory.resolve("rides.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            add(zip, "rides/berlin.gpx", gpx.toString());
            add(zip, "rides/city.csv", csv.toString());
            add(zip, "LICENCE", "Do what you like,\nbut say who made it.\n");
            add(zip, "__MACOSX/rides/._city.csv", "not for us");
        }
        return file;
    }

    private static String row(int rider, int second) {
        return rider + ";2024-05-01 10:00:" + (second < 10 ? "0" : "") + second + ";52,5" + (1_000 + second)
                + ";13,41\n";
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
