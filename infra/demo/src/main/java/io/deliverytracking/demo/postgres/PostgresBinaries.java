package io.deliverytracking.demo.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.kafka.common.utils.Utils;
import org.tukaani.xz.XZInputStream;

/**
 * Postgres for this machine, unpacked once into a cache: {@code bin/initdb}, {@code bin/postgres}, {@code bin/pg_ctl}.
 *
 * <p>Invariant: the directory has its final name only when it is complete; a start that dies while unpacking leaves a directory
 * under another name that the next one removes.
 */
public final class PostgresBinaries {

    private PostgresBinaries() {}

    /**
     * Unpacks unless it is there already; returns the directory that holds {@code bin}.
     *
     * @throws IOException also where no archive for this machine is on the class path, with the way out in the message
     */
    public static Path unpackInto(Path cache) throws IOException {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (in == null) {
                throw new IOException("no embedded Postgres for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + "; start one yourself and name it with --database-url");
            }
            // The archive's size tells one version from the next; its content is what Maven has verified.
            int size = in.available();
            Path home = cache.resolve(archive.replace(".txz", "") + "-" + size);
            if (Files.isDirectory(home)) {
                return home;
            }
            Path fresh = cache.resolve(home.getFileName() + ".unpacking");
            Utils.delete(fresh.toFile());
            unpack(in, fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            return home;
        }
    }

    static String archiveName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String arch = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "aarch64", "arm64" -> "arm_64";
            case "amd64", "x86_64" -> "x86_64";
            default -> osArch;
        };
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static void unpack(InputStream in, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("archive entry outside its root: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else if (entry.isLink()) {
                        Files.createLink(path, target.resolve(entry.getLinkName()));
                    } else {
                        Files.copy(tar, path);
                        Files.setPosixFilePermissions(
                                path,
                                PosixFilePermissions.fromString(
                                        (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }
}
