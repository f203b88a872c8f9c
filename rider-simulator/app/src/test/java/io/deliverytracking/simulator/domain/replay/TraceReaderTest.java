package io.deliverytracking.simulator.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.replay.TraceReport.UnreadableRow;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {

    private ReplayOptions options = ReplayOptions.defaults();

    @Test
    void findsTheColumnsByTheirUsualNames() {
        Trace trace = read("""
                trip_id,vehicle_id,timestamp,speed,latitude,longitude,bearing
                9,8852,2015-03-08T01:40:54-06:00,10.5,30.296957,-97.74189,271.4
                """);
        Fix fix = fix(trace, 0);
        assertThat(fix.riderId).isEqualTo(8852);
        assertThat(fix.eventTimeMs).isEqualTo(1_425_800_454_000L);
        assertThat(fix.latitudeE7).isEqualTo(302_969_570);
        assertThat(fix.longitudeE7).isEqualTo(-977_418_900);
        assertThat(fix.speedCmS).isEqualTo(1_050);
        assertThat(fix.headingDeg).isEqualTo(271);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheSeparator(String separator) {
        Trace trace = read("id,lat,lon,time\n7,1.5,2.5,1700000000\n".replace(",", separator));
        assertThat(fix(trace, 0).riderId).isEqualTo(7);
        assertThat(fix(trace, 0).eventTimeMs).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void withoutAHeaderPositionsCount() {
        assertThat(fix(read("7,1700000000,1.5,2.5\n"), 0).latitudeE7).isEqualTo(15_000_000);
        options = with(Optional.of("4"), Optional.of("3"), Optional.of("1"), Optional.of("2"));
        Fix fix = fix(read("1.5 ; 2.5 ; 1700000000123 ; 7\n".replace(" ", "")), 0);
        assertThat(fix.riderId).isEqualTo(7);
        assertThat(fix.longitudeE7).isEqualTo(25_000_000);
        assertThat(fix.eventTimeMs).isEqualTo(1_700_000_000_123L);
    }

    @Test
    void configuredNamesWinOverUsualOnes() {
        options = with(Optional.of("Bus"), Optional.of("seen"), Optional.of("y"), Optional.of("x"));
        Trace trace = read("id,bus,seen,x,y\n1,22,1700000000,2.5,1.5\n");
        assertThat(fix(trace, 0).riderId).isEqualTo(22);
        assertThat(fix(trace, 0).latitudeE7).isEqualTo(15_000_000);
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
            latitudes[i] = fix(trace, i).latitudeE7;
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
                .hasSize(5)
                .startsWith(
                        new UnreadableRow(4, RowProblem.NO_RIDER, ",1700000010,1.1,1"),
                        new UnreadableRow(5, RowProblem.TIME_UNREADABLE, "1,yesterday,1.1,1"));
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
        options = withZone("America/Chicago");
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
        options = withSpeed(SpeedUnit.KILOMETRES_PER_HOUR);
        assertThat(fix(read("id,time,lat,lon,speed\n1,1700000010,1,1,36\n"), 0).speedCmS)
                .isEqualTo(1_000);
        options = withSpeed(SpeedUnit.MILES_PER_HOUR);
        assertThat(fix(read("id,time,lat,lon,speed\n1,1700000010,1,1,10\n"), 0).speedCmS)
                .isEqualTo(447);
        options = withSpeed(SpeedUnit.KNOTS);
        assertThat(fix(read("id,time,lat,lon,speed\n1,1700000010,1,1,10\n"), 0).speedCmS)
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
        assertThat(fix(trace, 0).speedCmS).isZero();
        assertThat(fix(trace, 1).speedCmS).isEqualTo(1_112);
        assertThat(fix(trace, 1).headingDeg).isZero();
        assertThat(fix(trace, 2).speedCmS).isBetween(680, 690);
        assertThat(fix(trace, 2).headingDeg).isEqualTo(90);
        assertThat(fix(trace, 3).speedCmS).isZero();
        assertThat(fix(trace, 3).headingDeg).isEqualTo(90);
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
            ids[i] = fix(trace, i).riderId;
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
                .hasMessageContaining("no column for the rider: the header names [timestamp, x, y, groundtruth]")
                .hasMessageContaining("The file begins:")
                .hasMessageContaining("2: 0,55.1,60.2,1");
        assertThatThrownBy(() -> read("a".repeat(60_000) + "\n"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeBetween(100, 600));
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,soon,1,1\n"))
                .hasMessageContaining("not one row could be read as a fix")
                .hasMessageContaining("TIME_UNREADABLE=1")
                .hasMessageContaining("2: 1,soon,1,1");
        assertThatThrownBy(() -> read("")).hasMessageContaining("test.csv is empty");
        assertThatThrownBy(() -> read("PK\u0003\u0004 nothing of the kind")).isInstanceOf(TraceException.class);
    }

    @Test
    void anUnknownConfiguredColumnIsNamed() {
        options = with(Optional.of("bike"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,1700000010,1,1\n"))
                .hasMessageContaining(
                        "the column \"bike\" for the rider is neither a name in the header nor a position");
    }

    @Test
    void moreRowsThanAllowedAreRefused() {
        options = new ReplayOptions(
                options.rider(),
                options.time(),
                options.latitude(),
                options.longitude(),
                options.speed(),
                options.heading(),
                options.separator(),
                options.header(),
                options.timeFormat(),
                options.timeZone(),
                options.speedUnit(),
                2);
        assertThatThrownBy(() -> read("id,time,lat,lon\n1,1700000010,1,1\n1,1700000011,1,1\n1,1700000012,1,1\n"))
                .hasMessageContaining("more than 2 rows");
    }

    @Test
    void anAbsentFileIsNamed(@TempDir Path directory) {
        assertThatThrownBy(() -> new TraceReader(options).read(directory.resolve("none.csv")))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("none.csv");
        assertThatThrownBy(() -> new TraceReader(options).read(directory)).isInstanceOf(TraceException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverTheBytesEveryRowIsAccountedForOrTheFileRefused(long seed, @TempDir Path directory) throws IOException {
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
                TraceReport report = new TraceReader(options).read(file).report();
                long unreadable = report.unreadable().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                assertThat(report.readable() + unreadable).isEqualTo(report.rows());
                assertThat(report.readable()).isGreaterThan(100);
            } catch (TraceException e) {
                assertThat(e).hasMessageContaining("The file begins:");
            }
        }
    }

    private Trace read(String text) {
        try {
            return new TraceReader(options).read(new StringReader(text), "test.csv");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fix fix(Trace trace, int index) {
        Fix fix = new Fix();
        trace.read(index, fix);
        return fix;
    }

    private static ReplayOptions with(
            Optional<String> rider, Optional<String> time, Optional<String> latitude, Optional<String> longitude) {
        ReplayOptions d = ReplayOptions.defaults();
        return new ReplayOptions(
                rider,
                time,
                latitude,
                longitude,
                d.speed(),
                d.heading(),
                d.separator(),
                d.header(),
                d.timeFormat(),
                d.timeZone(),
                d.speedUnit(),
                d.maxRows());
    }

    private static ReplayOptions withZone(String zone) {
        ReplayOptions d = ReplayOptions.defaults();
        return new ReplayOptions(
                d.rider(),
                d.time(),
                d.latitude(),
                d.longitude(),
                d.speed(),
                d.heading(),
                d.separator(),
                d.header(),
                d.timeFormat(),
                Optional.of(ZoneId.of(zone)),
                d.speedUnit(),
                d.maxRows());
    }

    private static ReplayOptions withSpeed(SpeedUnit unit) {
        ReplayOptions d = ReplayOptions.defaults();
        return new ReplayOptions(
                d.rider(),
                d.time(),
                d.latitude(),
                d.longitude(),
                d.speed(),
                d.heading(),
                d.separator(),
                d.header(),
                d.timeFormat(),
                d.timeZone(),
                unit,
                d.maxRows());
    }
}
