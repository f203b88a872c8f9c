package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.traces.RowOf;
import io.deliverytracking.traces.Trace;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which column holds what: found by their names, or told, in files of many shapes. */
class CsvColumnsTest extends CsvReading {

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
    void columnsMayBeLinedUpWithBlanks() {
        Trace trace = read("7   1700000010   1.5    2.5\n18  1700000011  10.5   -2.5\n");
        assertThat(trace.report().readable()).isEqualTo(2);
        assertThat(RowOf.of(trace, 1).latitudeE7()).isEqualTo(105_000_000);
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
}
