package io.deliverytracking.demo.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What a JVM has learnt in an earlier start: its classes, parsed and linked, and from Java 25 on what ran hot in them. A service
 * that finds one starts with less than half of the processor time.
 *
 * <p>The name carries everything that an archive depends on (JVM, flags, jar), so a stale one is not found rather than refused.
 * Whatever else a JVM dislikes about an archive, it starts without.
 * <p>Source: JEP 350 (dynamic archives, up to Java 24), JEP 483 and 514 (ahead-of-time cache).
 * <p>Threading: immutable.
 */
final class StartArchive {

    private static final int FIRST_VERSION_WITH_CACHE = 25;

    private final Path file;
    private final boolean aheadOfTime;

    private StartArchive(Path file, boolean aheadOfTime) {
        this.file = file;
        this.aheadOfTime = aheadOfTime;
    }

    /**
     * The archive of one service's jar, run with these flags by the JVM that runs us.
     *
     * @param directory where archives are kept
     */
    static StartArchive of(Path directory, Part part, Path jar, List<String> flags) {
        Runtime.Version version = Runtime.version();
        boolean aheadOfTime = version.feature() >= FIRST_VERSION_WITH_CACHE;
        CRC32 print = new CRC32();
        print.update((version + "\n" + System.getProperty("java.vm.vendor") + "\n" + jar + "\n" + stamp(jar) + "\n"
                        + String.join(" ", flags))
                .getBytes(StandardCharsets.UTF_8));
        String name = String.format("%s-%08x.%s", part.title(), print.getValue(), aheadOfTime ? "aot" : "jsa");
        return new StartArchive(directory.resolve(name), aheadOfTime);
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    Path file() {
        return file;
    }

    /** Flags that make a JVM start from the archive; none where there is no archive. */
    List<String> toUse() {
        if (!exists()) {
            return List.of();
        }
        return aheadOfTime
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off");
    }

    /** Flags that make a JVM write the archive when it ends. */
    List<String> toRecord() {
        return aheadOfTime
                ? List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off");
    }

    /** A build leaves the jar's size as it was, as a rule, but never its time. */
    private static String stamp(Path jar) {
        try {
            return Files.exists(jar) ? Files.size(jar) + "@" + Files.getLastModifiedTime(jar) : "none";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
