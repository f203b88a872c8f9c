package io.deliverytracking.traces.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files in a zip archive, by name. They are streamed; nothing is written anywhere. */
final class ZipTrace {

    private ZipTrace() {}

    /** Takes a file of the archive. */
    @FunctionalInterface
    interface Entries {
        void add(String name, String relative, TraceFile.Content content) throws IOException;
    }

    /** By its first bytes; also an empty one. */
    static boolean isZip(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return isZip(bytes.readNBytes(4));
        }
    }

    static boolean isZip(byte[] first) {
        return first.length >= 4
                && first[0] == 'P'
                && first[1] == 'K'
                && ((first[2] == 3 && first[3] == 4) || (first[2] == 5 && first[3] == 6));
    }

    static void visit(Path file, String name, Entries entries, BoundedBytes.Budget budget) throws IOException {
        try (ZipFile zip = open(file)) {
            if (zip.getEntry("[Content_Types].xml") != null) {
                throw new IOException("it is a document of an office program; save the sheet as CSV");
            }
            List<? extends ZipEntry> sorted = zip.stream()
                    .filter(entry -> !entry.isDirectory() && !isHidden(entry.getName()))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            if (sorted.isEmpty()) {
                throw new IOException("there is no file in it");
            }
            for (ZipEntry entry : sorted) {
                entries.add(
                        name + "!/" + entry.getName(),
                        entry.getName(),
                        () -> new BoundedBytes(zip.getInputStream(entry), entry::getCompressedSize, budget));
            }
        }
    }

    /** Names in an older archive may be in any encoding; they need only be told apart. */
    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isHidden(String path) {
        for (String part : path.replace('\\', '/').split("/", -1)) {
            if (TraceFiles.isHidden(part)) {
                return true;
            }
        }
        return false;
    }
}
