package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.traces.RowOf;
import io.deliverytracking.traces.Trace;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the rows of a CSV file: their order, their riders, their text. */
class CsvTraceTest extends CsvReading {

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
}
