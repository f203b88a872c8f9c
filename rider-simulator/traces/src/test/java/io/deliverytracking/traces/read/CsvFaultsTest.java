package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.Trace;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceReport;
import io.deliverytracking.traces.TraceReport.UnreadableRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and files that cannot be read: counted with their reason, or refused with what to do. */
class CsvFaultsTest extends CsvReading {

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
    void aLineWithoutEndIsCutNotSwallowed() {
        String text = "id,time,lat,lon\n1,1700000010,1,1\n" + "9".repeat(500_000) + "\n1,1700000011,1,1\n";
        TraceReport report = read(text).report();
        assertThat(report.readable()).isEqualTo(2);
        assertThat(report.unreadable()).isEqualTo(Map.of(RowProblem.LINE_TOO_LONG, 1L));
        assertThat(report.firstUnreadable().get(0).text()).hasSize(123);
    }

    @Test
    void aNameAsLongAsALineIsNoRider() {
        TraceReport report = read("id,time,lat,lon\n" + "x".repeat(300) + ",1700000010,1,1\n1,1700000010,1,1\n")
                .report();
        assertThat(report.unreadable()).isEqualTo(Map.of(RowProblem.RIDER_NAME_TOO_LONG, 1L));
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
    void textOfAFileCannotSteerTheTerminal() {
        TraceReport report = read("id,time,lat,lon\n1,\u001b[2J\u009b,1,1\n1,1700000010,1,1\n")
                .report();
        assertThat(report.firstUnreadable().get(0).text()).isEqualTo("1,?[2J?,1,1");
    }
}
