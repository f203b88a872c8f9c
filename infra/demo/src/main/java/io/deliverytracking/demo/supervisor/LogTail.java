package io.deliverytracking.demo.supervisor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, to show why a process would not live. Stateless. */
public final class LogTail {

    private static final int BYTES = 16_384;
    private static final int LINES = 20;

    private LogTail() {}

    public static String of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            file.seek(from);
            byte[] end = new byte[(int) (file.length() - from)];
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                            .map(line -> "    " + line)
                            .toList());
        } catch (IOException e) {
            return "    (no log: " + log + ")";
        }
    }
}
