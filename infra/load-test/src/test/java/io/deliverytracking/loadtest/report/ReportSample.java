package io.deliverytracking.loadtest.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report of a run that never was, to look at: {@code target/sample-report.html}, or the file that is named. */
final class ReportSample {

    private ReportSample() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments.length == 0 ? "target/sample-report.html" : arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Report.write(SampleResult.full(), file);
        System.out.println(file.toAbsolutePath());
    }
}
