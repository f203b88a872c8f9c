package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.TimeFormat;
import io.deliverytracking.traces.Trace;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Times in all the shapes that files have them in. */
class CsvTimesTest extends CsvReading {

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
}
