package io.deliverytracking.dbwriter.persistence.trail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The operating system's copy of files in memory. */
public final class PageCache {
    private PageCache() {}

    /**
     * Gives up the pages of all files below a directory that are written back ({@code posix_fadvise}, by way of GNU dd), and
     * of no others' files. A disk of a virtual machine may still have a cache of its own below that.
     *
     * @return false if this system can't
     */
    public static boolean drop(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        "find",
                        directory.toString(),
                        "-ignore_readdir_race",
                        "-type",
                        "f",
                        "-size",
                        "+0",
                        "-exec",
                        "dd",
                        "if=/dev/null",
                        "of={}",
                        "oflag=nocache",
                        "conv=notrunc,fdatasync",
                        "count=0",
                        "status=none",
                        ";"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}
