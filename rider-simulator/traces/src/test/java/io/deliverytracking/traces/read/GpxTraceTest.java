package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.traces.OptionsFor;
import io.deliverytracking.traces.RowOf;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.Trace;
import io.deliverytracking.traces.TraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpxTraceTest {

    private static final String TIME = "<time>2020-05-01T10:00:0%dZ</time>";

    @TempDir
    Path directory;

    private final OptionsFor options = new OptionsFor();

    @Test
    void aFileOfVersionOnePointOneWithExtensions() {
        Trace trace = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"
                     xmlns:x="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">
                  <metadata><name>not a track</name><time>1999-01-01T00:00:00Z</time></metadata>
                  <wpt lat="9" lon="9"><time>2020-05-01T10:00:00Z</time></wpt>
                  <rte><rtept lat="8" lon="8"><time>2020-05-01T10:00:00Z</time></rtept></rte>
                  <trk><name>Morning</name>
                    <trkseg>
                      <trkpt lat="52.5" lon="13.4"><ele>34.5</ele><time>2020-05-01T10:00:00Z</time>
                        <extensions><x:TrackPointExtension><x:speed>3.5</x:speed><x:course>271.6</x:course>
                        </x:TrackPointExtension></extensions></trkpt>
                    </trkseg>
                    <trkseg>
                      <trkpt lat="52.501" lon="13.4"><time>2020-05-01T12:00:10.500+02:00</time></trkpt>
                    </trkseg>
                  </trk>
                </gpx>
                """);
        assertThat(trace.riders()).isEqualTo(1);
        assertThat(trace.report().rows()).isEqualTo(2);
        assertThat(RowOf.of(trace, 0))
                .isEqualTo(new RowOf(
                        1, Instant.parse("2020-05-01T10:00:00Z").toEpochMilli(), 525_000_000, 134_000_000, 350, 272));
        assertThat(trace.timeMs(1)).isEqualTo(trace.timeMs(0) + 10_500);
        assertThat(trace.speedCmS(1)).as("from the way: 111 m in 10.5 s").isEqualTo(1_059);
    }

    @Test
    void aFileOfVersionOnePointZero() {
        Trace trace = read("<gpx version=\"1.0\" xmlns=\"http://www.topografix.com/GPX/1/0\"><trk><trkseg>"
                + "<trkpt lat=\"1\" lon=\"2\"><time>2020-05-01T10:00:00Z</time><course>90</course><speed>2.25</speed></trkpt>"
                + "</trkseg></trk></gpx>");
        assertThat(trace.speedCmS(0)).isEqualTo(225);
        assertThat(trace.headingDeg(0)).isEqualTo(90);
    }

    @Test
    void eachTrackIsARider() {
        Trace trace = read(
                "<gpx><trk><trkseg>" + point(1) + "</trkseg></trk><trk><trkseg>" + point(2) + "</trkseg></trk></gpx>");
        assertThat(trace.riders()).isEqualTo(2);
        assertThat(trace.rider(0)).isNotEqualTo(trace.rider(1));
    }

    @Test
    void pointsThatAreNoFixesAreCountedByReason() {
        Trace trace = read("<gpx><trk><trkseg>\n" + point(1) + "\n<trkpt lat=\"1\" lon=\"2\"/>\n"
                + "<trkpt lat=\"1\"><time>2020-05-01T10:00:00Z</time></trkpt>\n"
                + "<trkpt lat=\"x\" lon=\"2\"/>\n<trkpt lat=\"0\" lon=\"0\"/>\n<trkpt lat=\"91\" lon=\"0\"/>\n"
                + "<trkpt lat=\"1\" lon=\"2\"><time>noon</time></trkpt>\n"
                + "<trkpt lat=\"1\" lon=\"2\"><time>1950-05-01T10:00:00Z</time></trkpt>\n</trkseg></trk></gpx>");
        assertThat(trace.report().rows()).isEqualTo(8);
        assertThat(trace.report().unreadable())
                .isEqualTo(Map.of(
                        RowProblem.NO_TIME, 1L,
                        RowProblem.LONGITUDE_UNREADABLE, 1L,
                        RowProblem.LATITUDE_UNREADABLE, 1L,
                        RowProblem.NO_POSITION, 1L,
                        RowProblem.POSITION_OUT_OF_RANGE, 1L,
                        RowProblem.TIME_UNREADABLE, 1L,
                        RowProblem.TIME_OUT_OF_RANGE, 1L));
        assertThat(trace.report().firstUnreadable().get(0).line()).isEqualTo(3);
    }

    @Test
    void aTimeWithoutAnOffsetIsUtcUnlessAZoneWasTold() {
        String gpx =
                "<gpx><trk><trkseg><trkpt lat='1' lon='2'><time>2020-05-01T10:00:00</time></trkpt></trkseg></trk></gpx>";
        assertThat(read(gpx).timeMs(0))
                .isEqualTo(Instant.parse("2020-05-01T10:00:00Z").toEpochMilli());
        options.zone("Europe/Berlin");
        assertThat(read(gpx).timeMs(0))
                .isEqualTo(Instant.parse("2020-05-01T08:00:00Z").toEpochMilli());
    }

    @Test
    void placesAndPlansAreNoRide() {
        assertThatThrownBy(() -> read("<gpx><wpt lat='1' lon='2'/><rte><rtept lat='1' lon='2'/></rte></gpx>"))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("no track points; its 2 waypoints and points of routes are no fixes")
                .hasMessageContaining("1: <gpx>");
        assertThatThrownBy(() -> read("<gpx><trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk></gpx>"))
                .hasMessageContaining("NO_TIME=1; a way that was drawn and not recorded can't be replayed");
    }

    @Test
    void otherXmlIsNamed() {
        assertThatThrownBy(() -> read("<?xml version='1.0'?>\n<kml><Placemark/></kml>"))
                .hasMessageContaining("it is XML, but no GPX: its root is <kml>");
        assertThatThrownBy(() -> read("<gpx><trk>")).hasMessageContaining("no well-formed XML");
    }

    @Test
    void aFileThatIsCutOffGivesWhatStandsBeforeTheCut() {
        Trace trace = read("<gpx><trk><trkseg>" + point(1) + "\n" + point(2) + "\n<trkpt lat=\"1\" lo");
        assertThat(trace.report().readable()).isEqualTo(2);
        assertThat(trace.report().unreadable()).isEqualTo(Map.of(RowProblem.FILE_BROKEN, 1L));
        assertThat(trace.report().firstUnreadable().get(0).line()).isEqualTo(3);
    }

    @Test
    void aFileCanNeitherReadAnotherNorBlowItselfUp() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "2020-05-01T10:00:00Z");
        String begin = "<!DOCTYPE gpx [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">"
                + "<!ENTITY a \"2020-05-01T10:00:0\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
                + "<!ENTITY % p SYSTEM \"" + secret.toUri() + "\"> %p;]>";
        for (String entity : List.of("&e;", "&b;")) {
            assertThatThrownBy(() -> read(begin + "<gpx><trk><trkseg><trkpt lat='1' lon='2'><time>" + entity
                            + "</time></trkpt></trkseg></trk></gpx>"))
                    .isInstanceOf(TraceException.class);
        }
        assertThat(read(begin + "<gpx><trk><trkseg>" + point(1) + "</trkseg></trk></gpx>")
                        .size())
                .as("a document type that is not used does no harm")
                .isEqualTo(1);
    }

    @Test
    void aTagWithoutEndIsNotGathered() {
        String attribute = "x".repeat(3 << 20);
        assertThatThrownBy(() -> read("<gpx><trk><trkseg><trkpt lat='1' lon='" + attribute))
                .hasMessageContaining("without the end of a tag");
        Trace trace = read("<gpx><trk><trkseg>" + point(1) + "<trkpt lat='" + attribute);
        assertThat(trace.report().unreadable()).isEqualTo(Map.of(RowProblem.FILE_BROKEN, 1L));
    }

    @Test
    void theEncodingIsTheOneThatTheFileNames() throws IOException {
        String gpx = "<?xml version=\"1.0\" encoding=\"%s\"?><gpx><trk><name>Straße</name><trkseg>" + point(1)
                + "</trkseg></trk></gpx>";
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            Path file = Files.write(
                    directory.resolve("test.gpx"), gpx.formatted(charset.name()).getBytes(charset));
            assertThat(new TraceReader(options.build()).read(List.of(file)).size())
                    .isEqualTo(1);
        }
    }

    private static String point(int second) {
        return "<trkpt lat=\"1\" lon=\"2\">" + TIME.formatted(second) + "</trkpt>";
    }

    private Trace read(String text) {
        try {
            Path file = Files.writeString(directory.resolve("test.gpx"), text);
            return new TraceReader(options.build()).read(List.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
