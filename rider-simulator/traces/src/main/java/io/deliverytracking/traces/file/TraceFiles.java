package io.deliverytracking.traces.file;

import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceLimitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All files of a trace, one after the other: those named, those below the folders named, those in zip archives among
 * both. In the order in which they are named, within a folder or archive by name.
 *
 * <p>Hidden files and folders are passed over, and so is what macOS adds to archives. Links within a folder are not
 * followed: they may lead round in circles.
 *
 * <p>Failure: {@link TraceException} if a named file is absent or there are too many. What can't be opened among others
 * is refused, and the rest goes on.
 */
public final class TraceFiles {

    static final int MOST_FILES = 100_000;
    static final int DEEPEST = 16;

    private final Visitor visitor;
    private final BoundedBytes.Budget budget = new BoundedBytes.Budget();
    private final Set<String> riders = new HashSet<>();
    private int count;

    /** Takes the files. */
    public interface Visitor {

        /** The next file. */
        void visit(TraceFile file);

        /** A file that can't be opened, or is none. */
        void refuse(String file, String reason);
    }

    private TraceFiles(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Visits all files; each is open only while it is visited. */
    public static void visit(List<Path> paths, Visitor visitor) {
        TraceFiles files = new TraceFiles(visitor);
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new TraceException("there is no file " + path.toAbsolutePath() + " to replay");
            }
        }
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.visitFolder(path);
            } else if (Files.isRegularFile(path)) {
                files.visitFile(path, path.toString(), path.getFileName().toString());
            } else {
                throw new TraceException(path.toAbsolutePath() + " is no file that can be read twice");
            }
        }
    }

    private void visitFolder(Path folder) {
        List<Path> found = new ArrayList<>();
        try {
            Path root = folder.toRealPath();
            Files.walkFileTree(root, Set.<FileVisitOption>of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.equals(root)
                                    || !isHidden(directory.getFileName().toString())
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()
                            && !isHidden(file.getFileName().toString())) {
                        requireFew(found.size() + 1);
                        found.add(root.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException trouble) {
                    visitor.refuse(file.toString(), "can't be read: " + trouble);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new TraceException("can't read the folder " + folder.toAbsolutePath() + ": " + e.getMessage(), e);
        }
        Collections.sort(found);
        for (Path file : found) {
            visitFile(folder.resolve(file), folder.resolve(file).toString(), file.toString());
        }
    }

    private void visitFile(Path file, String name, String relative) {
        try {
            if (ZipTrace.isZip(file)) {
                ZipTrace.visit(file, name, this::add, budget);
            } else {
                add(name, relative, () -> Files.newInputStream(file));
            }
        } catch (IOException e) {
            visitor.refuse(name, "can't be read: " + e.getMessage());
        }
    }

    /** @param relative its path below what the user named */
    private void add(String name, String relative, TraceFile.Content content) {
        requireFew(++count);
        visitor.visit(new TraceFile(name, riderOf(relative), () -> unpacked(name, content)));
    }

    private InputStream unpacked(String name, TraceFile.Content content) throws IOException {
        return GzipTrace.unpackedIfPacked(name, content.open(), budget);
    }

    /** Its bare name, if no other file has it. */
    private String riderOf(String relative) {
        String path = withoutEnding(relative.replace('\\', '/'));
        String bare = path.substring(path.lastIndexOf('/') + 1);
        String rider = bare.isEmpty() ? path : bare;
        if (!riders.add(rider)) {
            rider = path;
            for (int again = 2; !riders.add(rider); again++) {
                rider = path + "#" + again;
            }
        }
        return rider;
    }

    private static String withoutEnding(String path) {
        String shorter = path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
        int dot = shorter.lastIndexOf('.');
        return dot > shorter.lastIndexOf('/') + 1 ? shorter.substring(0, dot) : shorter;
    }

    static boolean isHidden(String name) {
        return name.startsWith(".") || name.equals("__MACOSX");
    }

    private static void requireFew(int files) {
        if (files > MOST_FILES) {
            throw new TraceLimitException("there are more than " + MOST_FILES + " files to replay");
        }
    }
}
