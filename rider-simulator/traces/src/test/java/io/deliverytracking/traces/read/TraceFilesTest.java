package io.deliverytracking.traces.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.traces.OptionsFor;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.Trace;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files, folders and archives as one trace. */
class TraceFilesTest {

    private static final String RIDE = "time,lat,lon\n1700000010,1,1\n1700000015,1,1\n";
    private static final String LICENCE = "Do what you like,\nbut say who made it.\n";

    @TempDir
    Path directory;

    private final OptionsFor options = new OptionsFor();

    @Test
    void eachFileOfAnArchiveIsARider() throws IOException {
        Path zip = zip(Map.of(
                "data/17.csv", RIDE,
                "data/deeper/anna.csv", RIDE,
                "__MACOSX/data/._17.csv", "rubbish",
                ".hidden/1.csv", RIDE,
                "data/.DS_Store", "rubbish"));
        Trace trace = read(zip);
        assertThat(trace.riders()).isEqualTo(2);
        assertThat(trace.size()).isEqualTo(4);
        assertThat(trace.report().files()).isEqualTo(2);
        assertThat(trace.report().refused()).isZero();
        assertThat(List.of(trace.riderId(0), trace.riderId(1)))
                .as("17 is a number")
                .containsExactly(17, 1);
    }

    @Test
    void filesOfTheSameNameAreDifferentRiders() throws IOException {
        file("a/ride.csv", RIDE);
        file("b/ride.csv", RIDE);
        file("b/ride.txt", RIDE);
        assertThat(read(directory).riders()).isEqualTo(3);
    }

    @Test
    void oneFileThatFitsNothingIsReportedAndPassedOver() throws IOException {
        Path good = file("good.csv", RIDE + "yesterday,1,1\n");
        Path licence = file("LICENCE.txt", LICENCE);
        TraceReport report = read(directory).report();
        assertThat(report.files()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.firstRefused().get(0).file()).isEqualTo(licence.toString());
        assertThat(report.firstRefused().get(0).reason()).contains("no column for the time", "2: but say who made it.");
        assertThat(report.firstUnreadable())
                .containsExactly(
                        new TraceReport.UnreadableRow(good.toString(), 4, RowProblem.TIME_UNREADABLE, "yesterday,1,1"));
    }

    @Test
    void rowsOfAFileThatIsPassedOverAreNotCounted() throws IOException {
        file("good.csv", RIDE);
        file("other.csv", "time,lat,lon\nyesterday,1,1\n");
        TraceReport report = read(directory).report();
        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.unreadable()).isEmpty();
        assertThat(report.firstRefused().get(0).reason()).contains("TIME_UNREADABLE=1");
    }

    @Test
    void whereNothingFitsTheFirstFileIsQuoted() throws IOException {
        file("a.txt", LICENCE);
        file("b.txt", LICENCE);
        assertThatThrownBy(() -> read(directory))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("none of 2 files can be replayed")
                .hasMessageContaining("a.txt: no column for the time")
                .hasMessageContaining("1: Do what you like,");
        assertThatThrownBy(() -> read(zip(Map.of()))).hasMessageContaining("there is no file in it");
    }

    @Test
    void filesFoldersAndArchivesMayBeMixed() throws IOException {
        Path zip = zip(Map.of("in/zip.csv", RIDE));
        file("folder/one.csv", RIDE);
        Path single = file("single.csv", RIDE);
        assertThat(read(zip, directory.resolve("folder"), single).riders()).isEqualTo(3);
        assertThatThrownBy(() -> read(single, directory.resolve("none.csv"))).hasMessageContaining("there is no file");
    }

    @Test
    void packedFilesAreUnpacked() throws IOException {
        Path packed = directory.resolve("12.csv.gz");
        try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(packed))) {
            bytes.write(RIDE.getBytes(StandardCharsets.UTF_8));
        }
        Trace trace = read(packed);
        assertThat(trace.size()).isEqualTo(2);
        assertThat(trace.riderId(0)).isEqualTo(12);
    }

    @Test
    void whatUnpacksToFarMoreThanItIsIsNotUnpacked() throws IOException {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) '\n');
        Path bomb = directory.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("1.csv"));
            zip.write(RIDE.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 40; i++) {
                zip.write(megabyte);
            }
        }
        TraceReport report = read(bomb).report();
        assertThat(report.readable()).isEqualTo(2);
        assertThat(report.unreadable()).isEqualTo(Map.of(RowProblem.FILE_BROKEN, 1L));
        assertThat(report.firstUnreadable().get(0).text()).contains("more than 200 times its size");
    }

    @Test
    void anArchiveWithinAnArchiveAndADamagedOneAreNamed() throws IOException {
        Path inner = zip(Map.of("1.csv", RIDE));
        Path outer = directory.resolve("outer.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outer))) {
            zip.putNextEntry(new ZipEntry("inner.zip"));
            Files.copy(inner, zip);
        }
        assertThatThrownBy(() -> read(outer)).hasMessageContaining("it is an archive within an archive");
        byte[] bytes = Files.readAllBytes(inner);
        Path cut = Files.write(directory.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length - 30));
        assertThatThrownBy(() -> read(cut)).isInstanceOf(TraceException.class).hasMessageContaining("can't be read");
        Path sheet = zip(Map.of("[Content_Types].xml", "<x/>", "xl/sheet.xml", "<x/>"));
        assertThatThrownBy(() -> read(sheet)).hasMessageContaining("save the sheet as CSV");
    }

    @Test
    void namesInAnyEncodingAreRead() throws IOException {
        Path file = directory.resolve("old.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.ISO_8859_1)) {
            zip.putNextEntry(new ZipEntry("Müller.csv"));
            zip.write(RIDE.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(file).riders()).isEqualTo(1);
    }

    @Test
    void bytesAndNothingAreNamed() throws IOException {
        Path binary = Files.write(directory.resolve("photo.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 1});
        assertThatThrownBy(() -> read(binary)).hasMessageContaining("it is no text");
        assertThatThrownBy(() -> read(file("empty.csv", ""))).hasMessageContaining("it is empty");
    }

    @Test
    void linksThatLeadRoundInCirclesAreNotFollowed() throws IOException {
        file("folder/one.csv", RIDE);
        Files.createSymbolicLink(directory.resolve("folder/again"), directory.resolve("folder"));
        assertThat(read(directory.resolve("folder")).riders()).isEqualTo(1);
    }

    @Test
    void aSurveySaysTheSameAsReadingButForRepeats() throws IOException {
        file("1.csv", RIDE + RIDE.substring(RIDE.indexOf('\n') + 1) + "x\n");
        file("2.csv", RIDE);
        TraceReport read = read(directory).report();
        TraceReport survey = new TraceReader(options.build()).survey(List.of(directory));
        assertThat(read.repeated()).isEqualTo(2);
        assertThat(survey).usingRecursiveComparison().ignoringFields("repeated").isEqualTo(read);
    }

    @Test
    void theBusiestTimeIsNotTheAverage() throws IOException {
        StringBuilder text = new StringBuilder("id,time,lat,lon\n");
        for (int rider = 0; rider < 50; rider++) {
            for (int i = 0; i < (rider == 0 ? 2_000 : 24); i++) {
                text.append(rider).append(',').append(1_700_000_040 + 5 * i).append(",1,1\n");
            }
        }
        assertThat(busiest(text.toString())).isEqualTo(10);
        assertThat(busiest("time,lat,lon\n1700000010,1,1\n1700000012,1,1\n"))
                .as("a minute of which there are two seconds")
                .isEqualTo(1);
        text.setLength(0);
        text.append("time,lat,lon\n");
        for (int i = 0; i < 5_000; i++) {
            text.append(1_700_000_000 + 60 * i).append(",1,1\n");
        }
        assertThat(busiest(text.toString()))
                .as("longer than there are minutes to count by")
                .isBetween(1 / 60.0, 1.2 / 60);
    }

    private double busiest(String text) throws IOException {
        return read(file("busy.csv", text)).report().busiestPerSecond();
    }

    @Test
    void aCheckFailsAsReadingDoesAndEndsWithTheFirstFix() throws IOException {
        TraceReader reader = new TraceReader(options.maxRows(1).build());
        Path good = file("good.csv", RIDE);
        assertThatCode(() -> reader.check(List.of(good))).doesNotThrowAnyException();
        assertThatThrownBy(() -> reader.read(List.of(good))).hasMessageContaining("more than 1 rows");
        assertThatThrownBy(() -> reader.check(List.of(file("bad.txt", LICENCE))))
                .hasMessageContaining("no column");
    }

    private Trace read(Path... paths) {
        return new TraceReader(options.build()).read(List.of(paths));
    }

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path zip(Map<String, String> files) throws IOException {
        Path file = directory.resolve("trace.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
