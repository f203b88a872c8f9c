package io.deliverytracking.apachekafka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What a JVM of Apache Kafka has learnt in an earlier start: its classes, parsed and linked, and from Java 25 on what ran hot in
 * them. The same that {@code ./delivery} records for our own services, so that a comparison of starts compares brokers.
 *
 * <p>The name carries what an archive depends on (JVM, class path, flags): a stale one is not found. A jar that is built anew
 * under an old name is refused by the JVM, which then starts without.
 *
 * <p>Source: JEP 350 (dynamic archives, up to Java 24), JEP 483 and 514 (ahead-of-time cache).
 *
 * @param file        what is written and used
 * @param aheadOfTime whether it is a cache of JEP 483
 */
public record ClassArchive(Path file, boolean aheadOfTime) {

    private static final int FIRST_VERSION_WITH_CACHE = 25;

    /**
     * The archive of this JVM for one of its purposes.
     *
     * @param directory where archives are kept
     * @param purpose   formatting a directory loads other classes than serving it
     */
    public static ClassArchive of(Path directory, String purpose, ApacheKafkaJvm jvm) {
        Runtime.Version version = Runtime.version();
        boolean aheadOfTime = version.feature() >= FIRST_VERSION_WITH_CACHE;
        CRC32 print = new CRC32();
        print.update(
                (version + "\n" + System.getProperty("java.vm.vendor") + "\n" + jvm.classPath() + "\n" + jvm.flags())
                        .getBytes(StandardCharsets.UTF_8));
        String name = String.format("apache-kafka-%s-%08x.%s", purpose, print.getValue(), aheadOfTime ? "aot" : "jsa");
        return new ClassArchive(directory.resolve(name), aheadOfTime);
    }

    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Flags that make a JVM start from the archive; none where there is no archive. */
    public List<String> toUse() {
        if (!exists()) {
            return List.of();
        }
        return aheadOfTime
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off");
    }

    /** Flags that make a JVM write the archive when it ends. */
    public List<String> toRecord() {
        return aheadOfTime
                ? List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off");
    }
}
