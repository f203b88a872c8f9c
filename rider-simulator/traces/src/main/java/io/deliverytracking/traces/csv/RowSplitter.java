package io.deliverytracking.traces.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * One row to its fields. Each row is parsed by itself, so that a stray quote spoils its own row and not the rest of the
 * file.
 */
final class RowSplitter {

    private final char separator;
    private final CSVFormat format;

    RowSplitter(char separator) {
        this.separator = separator;
        this.format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setTrim(true)
                .setIgnoreEmptyLines(false)
                .get();
    }

    /** The one of the usual separators that a line has most of; without any a blank, if it has two, or a comma. */
    static char guess(String line) {
        char best = line.strip().split(" +", 4).length >= 3 ? ' ' : ',';
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

    /** The fields without surrounding blanks; null if quotes are broken. */
    @Nullable
    List<String> split(String row) {
        if (row.indexOf('"') < 0) {
            return splitPlain(row);
        }
        try (CSVParser parser = CSVParser.parse(row, format)) {
            for (CSVRecord fields : parser) {
                return fields.toList();
            }
            return List.of("");
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return null;
        }
    }

    /**
     * Whether a quoted field of this text is still open at its end: the row goes on in the next line. A quote within an
     * unquoted field, such as an inch mark, opens nothing.
     */
    boolean isOpen(String row) {
        int at = row.indexOf('"') < 0 ? row.length() : 0;
        while (at < row.length()) {
            while (at < row.length() && row.charAt(at) == ' ' && separator != ' ') {
                at++;
            }
            if (at < row.length() && row.charAt(at) == '"') {
                at = afterQuoted(row, at + 1);
                if (at < 0) {
                    return true;
                }
            }
            int next = row.indexOf(separator, at);
            at = next < 0 ? row.length() : next + 1;
        }
        return false;
    }

    /** The position after the closing quote; a doubled quote closes nothing; -1 if there is none. */
    private static int afterQuoted(String row, int from) {
        for (int at = row.indexOf('"', from); at >= 0; at = row.indexOf('"', at + 2)) {
            if (at + 1 >= row.length() || row.charAt(at + 1) != '"') {
                return at + 1;
            }
        }
        return -1;
    }

    private List<String> splitPlain(String row) {
        if (separator == ' ') {
            // Columns that are lined up have several between them.
            return List.of(row.strip().split("[ \\t]+", -1));
        }
        List<String> fields = new ArrayList<>(12);
        int from = 0;
        for (int to = row.indexOf(separator); to >= 0; to = row.indexOf(separator, from)) {
            fields.add(row.substring(from, to).strip());
            from = to + 1;
        }
        fields.add(row.substring(from).strip());
        return fields;
    }
}
