package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.traces.OptionsFor;
import io.deliverytracking.traces.RowOf;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.SpeedUnit;
import io.deliverytracking.traces.TimeFormat;
import io.deliverytracking.traces.Trace;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceReport;
import io.deliverytracking.traces.TraceReport.UnreadableRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTraceTest {

    @TempDir
    Path directory;

    private OptionsFor options = new OptionsFor();

    @Test
    void findsTheColumnsByTheirUsualNames() {
        Trace trace = read("""
                trip_id,vehicle_id,timestamp,speed,latitude,longitude,bearing
                9,8852,2015-03-08T01:40:54-06:00,10.5,30.296957,-97.74189,271.4
                """);
        RowOf fix = RowOf.of(trace, 0);
        assertThat(fix.riderId()).isEqualTo(8852);
        assertThat(fix.timeMs()).isEqualTo(1_425_800_454_000L);
        assertThat(fix.latitudeE7()).isEqualTo(302_969_570);
        assertThat(fix.longitudeE7()).isEqualTo(-977_418_900);
        assertThat(fix.speedCmS()).isEqualTo(1_050);
        assertThat(fix.headingDeg()).isEqualTo(271);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheSeparator(String separator) {
        Trace trace = read("id,lat,lon,time\n7,1.5,2.5,1700000000\n".replace(",", separator));
        assertThat(RowOf.of(trace, 0).riderId()).isEqualTo(7);
        assertThat(RowOf.of(trace, 0).timeMs()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void withoutAHeaderPositionsCount() {
        assertThat(RowOf.of(read("7,1700000000,1.5,2.5\n"), 0).latitudeE7()).isEqualTo(15_000_000);
        options.column("rider", "4").column("time", "3").column("latitude", "1").column("longitude", "2");
        RowOf fix = RowOf.of(read("1.5 ; 2.5 ; 1700000000123 ; 7\n".replace(" ", "")), 0);
        assertThat(fix.riderId()).isEqualTo(7);
        assertThat(fix.longitudeE7()).isEqualTo(25_000_000);
        assertThat(fix.timeMs()).isEqualTo(1_700_000_000_123L);
    }

    @Test
    void configuredNamesWinOverUsualOnes() {
        options.column("rider", "Bus")
                .column("time", "seen")
                .column("latitude", "y")
                .column("longitude", "x");
        Trace trace = read("id,bus,seen,x,y\n1,22,1700000000,2.5,1.5\n");
        assertThat(RowOf.of(trace, 0).riderId()).isEqualTo(22);
        assertThat(RowOf.of(trace, 0).latitudeE7()).isEqualTo(15_000_000);
    }

    @Test
    void rowsAreSortedByTimeAndRowsOutOfOrderCounted() {
        Trace trace = read("""
                id,time,lat,lon
                1,1700000030,1.3,1
                2,1700000010,2.1,1
                1,1700000020,1.2,1
                1,1700000030,1.4,1
                1,1700000010,1.1,1
                """);
        assertThat(trace.report().outOfOrder()).isEqualTo(2);
        int[] latitudes = new int[5];
        for (int i = 0; i < 5; i++) {
            latitudes[i] = RowOf.of(trace, i).latitudeE7();
        }
        assertThat(latitudes).containsExactly(21_000_000, 11_000_000, 12_000_000, 13_000_000, 14_000_000);
    }

    @Test
    void repeatedRowsAreCountedAndStay() {
        Trace trace = read("""
                id,time,lat,lon
                1,1700000010,1.1,1
                1,1700000010,1.1,1
                1,2023-11-14T22:13:30Z,1.1,1.0
                2,1700000010,1.1,1
                1,1700000010,1.2,1
                """);
        assertThat(trace.report().repeated()).isEqualTo(2);
        assertThat(trace.size()).isEqualTo(5);
    }

    @Test
    void unreadableRowsAreCountedByReasonAndTheFirstShown() {
        Trace trace = read("""
                id,time,lat,lon
                1,1700000010,1.1,1

                ,1700000010,1.1,1
                1,yesterday,1.1,1
                1,2023-11-14T22:13:30,1.1,1
                1,-5,1.1,1
                1,1700000010,north,1
                1,1700000010,1.1,NaN
                1,1700000010,91,1
                1,1700000010,0,0.0
                1,1700000010
                "1,1700000010,1.1,1
                1,1700000011,1.1,1
                """);
        TraceReport report = trace.report();
        assertThat(report.readable()).isEqualTo(2);
        assertThat(report.rows()).isEqualTo(12);
        assertThat(report.unreadable())
                .isEqualTo(Map.of(
                        RowProblem.NO_RIDER, 1L,
                        RowProblem.TIME_UNREADABLE, 1L,
                        RowProblem.TIME_WITHOUT_OFFSET, 1L,
                        RowProblem.TIME_OUT_OF_RANGE, 1L,
                        RowProblem.LATITUDE_UNREADABLE, 1L,
                        RowProblem.LONGITUDE_UNREADABLE, 1L,
                        RowProblem.POSITION_OUT_OF_RANGE, 1L,
                        RowProblem.NO_POSITION, 1L,
                        RowProblem.TOO_FEW_FIELDS, 1L,
                        RowProblem.BROKEN_QUOTES, 1L));
        assertThat(report.firstUnreadable())
                .hasSize(10)
                .startsWith(
                        new UnreadableRow(directory + "/test.csv", 4, RowProblem.NO_RIDER, ",1700000010,1.1,1"),
                        new UnreadableRow(directory + "/test.csv", 5, RowProblem.TIME_UNREADABLE, "1,yesterday,1.1,1"));
    }

    @Test
    void quotedFieldsMayHoldSeparatorsQuotesAndLineEnds() {
        Trace trace = read("""
                id,note,time,lat,lon
                1,"a, ""b""\nand more",1700000010,1.1,1
                2,6" pipe,1700000010,1.1,1
                3,5" pipe,1700000010,1.1,1
                """);
        assertThat(trace.report().readable()).isEqualTo(3);
        assertThat(trace.report().unreadable()).isEmpty();
    }

    @Test
    void aStrayQuoteSpoilsItsOwnRowOnly() {
        StringBuilder text = new StringBuilder("id,time,lat,lon\n");
        for (int i = 0; i < 100; i++) {
            text.append(i == 10 || i == 13 ? "\"" : "")
                    .append("1,17000000")
                    .append(10 + i % 80)
                    .append(",1.1,1\n");
        }
        Trace trace = read(text.toString());
        assertThat(trace.report().readable()).isEqualTo(98);
        assertThat(trace.report().rows()).isEqualTo(100);
    }

    @Test
    void timesAreReadInAllTheirShapes() {
        options.zone("America/Chicago");
        Trace trace = read("""
                id,time,lat,lon
                1,2015-03-08T01:59:59-06:00,1,1
                1,2015-03-08 02:00:00-0600,1,1
                1,2015-03-08T08:00:01.250Z,1,1
                1,2015-03-08 03:00:02,1,1
                1,1425801603,1,1
                1,1425801604.5,1,1
                1,1425801605000,1,1
                1,2015-03-08T03:01-05,1,1
                """);
        assertThat(trace.report().unreadable()).isEmpty();
        long[] seconds = new long[trace.size()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = trace.timeMs(i) - 1_425_801_600_000L;
        }
        assertThat(seconds).containsExactly(-1_000, 0, 1_250, 2_000, 3_000, 4_500, 5_000, 60_000);
    }

    @Test
    void speedUnitsAreConverted() {
        options.speeds(SpeedUnit.KILOMETRES_PER_HOUR);
        assertThat(RowOf.of(read("id,time,lat,lon,speed\n1,1700000010,1,1,36\n"), 0)
                        .speedCmS())
                .isEqualTo(1_000);
        options.speeds(SpeedUnit.MILES_PER_HOUR);
        assertThat(RowOf.of(read("id,time,lat,lon,speed\n1,1700000010,1,1,10\n"), 0)
                        .speedCmS())
                .isEqualTo(447);
        options.speeds(SpeedUnit.KNOTS);
        assertThat(RowOf.of(read("id,time,lat,lon,speed\n1,1700000010,1,1,10\n"), 0)
                        .speedCmS())
                .isEqualTo(514);
    }

    @Test
    void speedAndHeadingFollowFromTheWayWhereTheFileHasNone() {
        Trace trace = read("""
                id,time,lat,lon,speed,heading
                1,1700000010,52.0,13.0,,
                1,1700000020,52.001,13.0,-1,x
                1,1700000030,52.001,13.001,99999,9999
                1,1700000040,52.001,13.001,,
                """);
        // 0.001 degrees of latitude are 111 m, of longitude here 68 m.
        assertThat(RowOf.of(trace, 0).speedCmS()).isZero();
        assertThat(RowOf.of(trace, 1).speedCmS()).isEqualTo(1_112);
        assertThat(RowOf.of(trace, 1).headingDeg()).isZero();
        assertThat(RowOf.of(trace, 2).speedCmS()).isBetween(680, 690);
        assertThat(RowOf.of(trace, 2).headingDeg()).isEqualTo(90);
        assertThat(RowOf.of(trace, 3).speedCmS()).isZero();
        assertThat(RowOf.of(trace, 3).headingDeg()).isEqualTo(90);
    }

    @Test
    void numbersAreIdsAndNamesGetTheFreeOnes() {
        Trace trace = read("""
                id,time,lat,lon
                zoe,1700000010,1,1
                2,1700000011,1,1
                anna,1700000012,1,1
                007,1700000013,1,1
                2147483648,1700000014,1,1
                """);
        int[] ids = new int[5];
        for (int i = 0; i < 5; i++) {
            ids[i] = RowOf.of(trace, i).riderId();
        }
        // In alphabetical order 007, 2147483648, anna, zoe take 1, 3, 4, 5, because 2 is somebody.
        assertThat(ids).containsExactly(5, 2, 4, 1, 3);
        assertThat(trace.riders()).isEqualTo(5);
    }

    @Test
    void odditiesOfFilesAreTakenAsTheyCome() {
        String text = "\uFEFFid,time,lat,lon\r\n1,1700000010,1.1,1\r\n\r\n1,1700000011,1.2,1\r2,1700000012,1.1,1";
        assertThat(read(text).report().readable()).isEqualTo(3);
        assertThat(read(" id , time ,lat,lon\n 1 , 1700000010 , 1.1 , 1 \n")
                        .report()
                        .readable())
                .isEqualTo(1);
    }

    @Test
    void aLineWithoutEndIsCutNotSwallowed() {
        String text = "id,time,lat,lon\n1,1700000010,1,1\n" + "9".repeat(500_000) + "\n1,1700000011,1,1\n";
        TraceReport report = read(text).report();
        assertThat(report.readable()).isEqualTo(2);
        assertThat(report.unreadable()).isEqualTo(Map.of(RowProblem.LINE_TOO_LONG, 1L));
        assertThat(report.firstUnreadable().get(0).text()).hasSize(123);
    }

    @Test
    void aFileThatFitsNothingIsQuoted() {
        assertThatThrownBy(() -> read("timestamp,x,y,groundtruth\n0,55.1,60.2,1\n5,55.3,60.4,1\n"))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("no column for the latitude, but x and y")
                .hasMessageContaining("the header names [timestamp, x, y, groundtruth]")
                .hasMessageContaining("It begins:")
                .hasMessageContaining("2: 0,55.1,60.2,1");
        assertThatThrownBy(() -> read("a".repeat(60_000) + "\n"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeBetween(100, 600));
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,soon,1,1\n"))
                .hasMessageContaining("not one row could be read as a fix")
                .hasMessageContaining("TIME_UNREADABLE=1")
                .hasMessageContaining("2: 1,soon,1,1");
        assertThatThrownBy(() -> read("")).hasMessageContaining("test.csv: it is empty");
        assertThatThrownBy(() -> read("PK\u0003\u0004 nothing of the kind")).isInstanceOf(TraceException.class);
    }

    @Test
    void anUnknownConfiguredColumnIsNamed() {
        options.column("rider", "bike");
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,1700000010,1,1\n"))
                .hasMessageContaining(
                        "the column \"bike\" for the rider is neither a name in the header nor a position");
    }

    @Test
    void moreRowsThanAllowedAreRefused() {
        options.maxRows(2);
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,1700000010,1,1\n1,1700000011,1,1\n1,1700000012,1,1\n"))
                .hasMessageContaining("more than 2 rows");
    }

    @Test
    void anAbsentFileIsNamed() {
        assertThatThrownBy(() -> new TraceReader(options.build()).read(List.of(directory.resolve("none.csv"))))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("none.csv");
        assertThatThrownBy(() -> new TraceReader(options.build()).read(List.of(directory)))
                .isInstanceOf(TraceException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverTheBytesEveryRowIsAccountedForOrTheFileRefused(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("id,time,lat,lon,note\n");
        for (int i = 0; i < 200; i++) {
            text.append(i % 7)
                    .append(",17000000")
                    .append(10 + i % 80)
                    .append(",1.1,1,\"n, ")
                    .append(i)
                    .append("\"\n");
        }
        for (int round = 0; round < 60; round++) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(1, 60); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Path file = Files.write(directory.resolve("noise.csv"), bytes);
            try {
                TraceReport report =
                        new TraceReader(options.build()).read(List.of(file)).report();
                long unreadable = report.unreadable().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                assertThat(report.readable() + unreadable).isEqualTo(report.rows());
                assertThat(report.readable()).isGreaterThan(100);
            } catch (TraceException e) {
                assertThat(e).hasMessageContaining("It begins:");
            }
        }
    }

    @Test
    void withoutARiderColumnTheFileIsTheRider() {
        assertThat(read("time,lat,lon\n1700000010,1,1\n1700000011,1,1\n").riders())
                .isEqualTo(1);
        options.column("rider", "file");
        assertThat(read("id,time,lat,lon\n1,1700000010,1,1\n2,1700000011,1,1\n").riders())
                .isEqualTo(1);
        assertThat(read("file,time,lat,lon\na,1700000010,1,1\nb,1700000011,1,1\n")
                        .riders())
                .as("a column of that name is meant before the word")
                .isEqualTo(2);
    }

    @Test
    void namesOfColumnsAreKnownInTheShapesThatPeopleGiveThem() {
        Trace trace = read("# ID; Timestamp ;GPS Latitude [deg];GPS-Longitude (deg);Speed {m/s};Course\n"
                + "7;1700000010;52,5;-13,25;3,5;90\n");
        assertThat(RowOf.of(trace, 0)).isEqualTo(new RowOf(7, 1_700_000_010_000L, 525_000_000, -132_500_000, 350, 90));
    }

    @Test
    void linesAboveTheHeaderArePassedOver() {
        Trace trace = read("""
                Exported by somebody
                on a Monday, in the rain

                rider;time;lat;lon
                7;1700000010;1;2
                """);
        assertThat(trace.report().rows()).isEqualTo(1);
        assertThat(RowOf.of(trace, 0).longitudeE7()).isEqualTo(20_000_000);
    }

    @Test
    void aPltFileOfGeoLifeIsReadByPositions() {
        String plt =
                "Geolife trajectory\r\nWGS 84\r\nAltitude is in Feet\r\nReserved 3\r\n0,2,255,My Track,0,0,2,8421376\r\n0\r\n"
                        + "39.984702,116.318417,0,492,39744.1201851852,2008-10-23,02:53:04\r\n"
                        + "39.984683,116.31845,0,492,39744.1202546296,2008-10-23,02:53:10\r\n";
        assertThatThrownBy(() -> read(plt)).hasMessageContaining("7: 39.984702,116.318417");
        options.skipLines(6)
                .column("latitude", "1")
                .column("longitude", "2")
                .column("time", "6+7")
                .zone("UTC");
        Trace trace = read(plt);
        assertThat(trace.report().rows()).isEqualTo(2);
        assertThat(trace.riders())
                .as("the first column is no rider: the file is")
                .isEqualTo(1);
        assertThat(trace.timeMs(1))
                .isEqualTo(Instant.parse("2008-10-23T02:53:10Z").toEpochMilli());
    }

    @Test
    void aTaxiFileOfTDriveNeedsOnlyItsPositionsAndItsZone() {
        String taxi = "1,2008-02-02 15:36:08,116.51172,39.92123\n1,2008-02-02 15:46:08,116.51135,39.93883\n";
        assertThatThrownBy(() -> read(taxi)).hasMessageContaining("say their time zone");
        options.zone("Asia/Shanghai");
        assertThatThrownBy(() -> read(taxi)).hasMessageContaining("latitude and longitude are mixed up");
        options.column("longitude", "3").column("latitude", "4");
        assertThat(RowOf.of(read(taxi), 0))
                .isEqualTo(new RowOf(
                        1, Instant.parse("2008-02-02T07:36:08Z").toEpochMilli(), 399_212_300, 1_165_117_200, 0, 0));
    }

    @Test
    void metresAreCountedFromTheOriginAndARelativeClockFromTheStart() {
        options.origin("40.4,-3.7").start("2022-06-01T09:00:00Z");
        Trace trace = read("""
                timestamp,x,y,groundtruth
                1964-01-12 00:00:05.013000011,1112,-111.195,Driving
                1964-01-12 00:00:00.000000000,0,0,OnFoot
                """);
        assertThat(trace.report().unreadable()).isEmpty();
        RowOf first = RowOf.of(trace, 0);
        assertThat(first.timeMs())
                .isEqualTo(Instant.parse("2022-06-01T09:00:00Z").toEpochMilli());
        assertThat(first.latitudeE7()).isEqualTo(404_000_000);
        assertThat(first.longitudeE7()).isEqualTo(-37_000_000);
        RowOf second = RowOf.of(trace, 1);
        assertThat(second.timeMs() - first.timeMs()).isEqualTo(5_013);
        assertThat(second.latitudeE7()).isEqualTo(403_990_000);
        // A kilometre to the east is more degrees here than at the equator, by the cosine of 40.4 degrees.
        assertThat(second.longitudeE7()).isBetween(-37_000_000 + 131_300, -37_000_000 + 131_400);
        assertThat(second.speedCmS()).isBetween(22_200, 22_300);
    }

    @Test
    void withoutTheOriginOrTheStartItIsSaidWhatIsMissing() {
        String text = "timestamp,x,y\n1964-01-12 00:00:00,0,0\n";
        assertThatThrownBy(() -> read(text)).hasMessageContaining("if they are metres, say from where");
        options.origin("40.4,-3.7").zone("UTC");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("say the start");
    }

    @Test
    void metresOfAMapProjectionAreNoDistances() {
        options.origin("40.4,-3.7");
        Trace trace = read("id,time,x,y\n1,1700000010,5,5\n1,1700000011,512345,5\n1,1700000012,x,5\n1,1700000012,5,\n");
        assertThat(trace.report().unreadable())
                .isEqualTo(Map.of(
                        RowProblem.POSITION_OUT_OF_RANGE,
                        1L,
                        RowProblem.X_UNREADABLE,
                        1L,
                        RowProblem.Y_UNREADABLE,
                        1L));
    }

    @Test
    void relativeSecondsMayBeginAnywhere() {
        options.start("2022-06-01T09:00:00Z");
        Trace trace = read("id,t,lat,lon\n1,-2.5,1,1\n1,0,1,1\n1,3.25,1,1\n");
        assertThat(trace.timeMs(0))
                .isEqualTo(Instant.parse("2022-06-01T09:00:00Z").toEpochMilli());
        assertThat(trace.timeMs(2) - trace.timeMs(0)).isEqualTo(5_750);
        assertThat(trace.report().firstTimeMs()).isEqualTo(trace.timeMs(0));
        assertThat(trace.report().outOfOrder()).isZero();
    }

    @Test
    void aStartGivesAnOldTraceANewDate() {
        options.start("2030-01-01T00:00:00Z");
        Trace trace = read("id,time,lat,lon\n1,2015-03-08T08:00:00Z,1,1\n1,2015-03-08T08:00:09Z,1,1\n");
        assertThat(trace.timeMs(1))
                .isEqualTo(Instant.parse("2030-01-01T00:00:09Z").toEpochMilli());
        options.start("9999-12-31T23:59:59Z");
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,1,1,1\n1,9,1,1\n"))
                .hasMessageContaining("after the year 9999");
    }

    @Test
    void localTimesOfAnyPatternNeedAZone() {
        options.times("dd.MM.yyyy HH:mm:ss");
        String text = "id;when;lat;lon\n1;08.03.2015 01:59:59;1;1\n1;08.03.2015 03:00:01;1;1\n1;3/8/15;1;1\n";
        options.column("time", "when");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("say their time zone");
        options.zone("America/Chicago");
        Trace trace = read(text);
        assertThat(trace.timeMs(1) - trace.timeMs(0)).as("an hour was skipped").isEqualTo(2_000);
        assertThat(trace.report().unreadable()).isEqualTo(Map.of(RowProblem.TIME_UNREADABLE, 1L));
        options.times("MMM d, yyyy h:mm a").column("time", "when");
        assertThat(read("id;when;lat;lon\n1;mar 8, 2015 5:30 PM;1;1\n").timeMs(0))
                .isEqualTo(Instant.parse("2015-03-08T22:30:00Z").toEpochMilli());
    }

    @Test
    void dateAndTimeInTwoColumnsAreOneTime() {
        options.zone("UTC");
        assertThat(read("id,date,time,lat,lon\n1,2015-03-08,10:00:05,1,1\n").timeMs(0))
                .isEqualTo(Instant.parse("2015-03-08T10:00:05Z").toEpochMilli());
        options.column("time", "tag+uhr");
        assertThat(read("id,tag,uhr,lat,lon\n1,2015-03-08,10:00:05,1,1\n").timeMs(0))
                .isEqualTo(Instant.parse("2015-03-08T10:00:05Z").toEpochMilli());
    }

    @Test
    void epochsMayBeToldApartByOptions() {
        options.times(TimeFormat.EPOCH_MILLISECONDS);
        assertThat(read("id,time,lat,lon\n1,1700000010123.0,1,1\n").timeMs(0)).isEqualTo(1_700_000_010_123L);
        assertThat(read("id,time,lat,lon\n1,1700000010.4,1,1\n").timeMs(0)).isEqualTo(1_700_000_010L);
        options.times(TimeFormat.EPOCH_SECONDS);
        assertThat(read("id,time,lat,lon\n1,1.70000001e9,1,1\n").timeMs(0)).isEqualTo(1_700_000_010_000L);
        options.times(TimeFormat.ISO_8601);
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,1700000010,1,1\n")).hasMessageContaining("TIME_UNREADABLE=1");
    }

    @Test
    void columnsMayBeLinedUpWithBlanks() {
        Trace trace = read("7   1700000010   1.5    2.5\n18  1700000011  10.5   -2.5\n");
        assertThat(trace.report().readable()).isEqualTo(2);
        assertThat(RowOf.of(trace, 1).latitudeE7()).isEqualTo(105_000_000);
    }

    @Test
    void otherEncodingsSpoilNoNumber() throws IOException {
        Path file = directory.resolve("test.csv");
        String text = "Fahrer;time;lat;lon\nMüller;1700000010;1,5;2\nMöller;1700000011;1,5;2\n";
        options.column("rider", "fahrer");
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            Files.write(file, text.getBytes(charset));
            Trace trace = new TraceReader(options.build()).read(List.of(file));
            assertThat(trace.riders()).isEqualTo(2);
            assertThat(trace.latitudeE7(0)).isEqualTo(15_000_000);
        }
    }

    @Test
    void aNameAsLongAsALineIsNoRider() {
        TraceReport report = read("id,time,lat,lon\n" + "x".repeat(300) + ",1700000010,1,1\n1,1700000010,1,1\n")
                .report();
        assertThat(report.unreadable()).isEqualTo(Map.of(RowProblem.RIDER_NAME_TOO_LONG, 1L));
    }

    @Test
    void textOfAFileCannotSteerTheTerminal() {
        TraceReport report = read("id,time,lat,lon\n1,\u001b[2J\u009b,1,1\n1,1700000010,1,1\n")
                .report();
        assertThat(report.firstUnreadable().get(0).text()).isEqualTo("1,?[2J?,1,1");
    }

    private Trace read(String text) {
        try {
            Path file = Files.writeString(directory.resolve("test.csv"), text);
            return new TraceReader(options.build()).read(List.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
