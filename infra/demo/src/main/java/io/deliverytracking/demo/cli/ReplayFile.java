package io.deliverytracking.demo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A first look at the file of {@code --replay}, so that a mistyped name is an answer at once rather than after everything has been
 * started: is it there, has it anything in it, does its first line name the columns that the user names? What the columns hold is
 * the simulator's to judge.
 *
 * <p>Stateless; reads one line.
 */
final class ReplayFile {

    private static final int LONGEST_LINE = 65_536;

    private ReplayFile() {}

    /** What is wrong with it, in a sentence; empty when nothing is. */
    static Optional<String> trouble(
            Path file, Map<String, String> columns, Optional<String> separator, Optional<Boolean> header) {
        if (!Files.exists(file)) {
            return Optional.of("there is no file " + file.toAbsolutePath() + " to replay");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of(file.toAbsolutePath() + " is no file; --replay wants a CSV file");
        }
        String first;
        try {
            first = firstLine(file);
        } catch (IOException e) {
            return Optional.of("can't read " + file.toAbsolutePath());
        }
        if (first.isBlank()) {
            return Optional.of(file.toAbsolutePath() + " begins with an empty line; there is nothing to replay in it");
        }
        List<String> fields = fields(first, separator);
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String name = column.getValue();
            boolean position = name.matches("\\d{1,5}");
            boolean named = header.orElse(true) && fields.contains(name.toLowerCase(Locale.ROOT));
            boolean counted = position && Integer.parseInt(name) >= 1 && Integer.parseInt(name) <= fields.size();
            if (!named && !counted) {
                return Optional.of("the file has no column " + name + " for the " + column.getKey()
                        + "; its first line is: " + shortened(first));
            }
        }
        return Optional.empty();
    }

    /** As lenient as the simulator: bytes that are no UTF-8 make a name odd, not fatal. */
    private static String firstLine(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0 && c != '\n' && line.length() < LONGEST_LINE; c = reader.read()) {
                line.append((char) c);
            }
            String text = line.toString().strip();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
    }

    private static List<String> fields(String line, Optional<String> separator) {
        char between = separator
                .map(given -> given.equalsIgnoreCase("tab") || given.equals("\\t") ? '\t' : given.charAt(0))
                .orElseGet(() -> mostFrequent(line));
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == between && !quoted) {
                fields.add(field.toString().strip().toLowerCase(Locale.ROOT));
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip().toLowerCase(Locale.ROOT));
        return fields;
    }

    private static char mostFrequent(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static String shortened(String line) {
        return line.length() <= 200 ? line : line.substring(0, 200) + " ...";
    }
}
