package io.deliverytracking.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Programs that a test drives and that a JDK does not bring: kcat, node, chromium.
 *
 * <p>A test whose program is missing is skipped and says which; with {@code -Drequire.tools=true}
 * ({@code ./delivery test --require-tools}) it fails, so that a continuous build never goes green by skipping.
 */
public final class RequiredTools {
    /** System property: fail, rather than skip, when a program is missing. */
    public static final String REQUIRE_TOOLS = "require.tools";

    private RequiredTools() {}

    /** The path of the program; the first name found on {@code PATH} wins. */
    public static Path assumeTool(String name, String... otherNames) {
        Path found = find(name);
        for (int i = 0; found == null && i < otherNames.length; i++) {
            found = find(otherNames[i]);
        }
        if (found != null) {
            return found;
        }
        return missing(name);
    }

    /**
     * The path of the first program of this name that is good enough; there may be several on {@code PATH}, as of an
     * interpreter that has a library in one installation only.
     *
     * @param what is told to be missing if there is none
     */
    public static Path assumeToolThat(Predicate<Path> isGoodEnough, String what, String name) {
        return candidates(name).filter(isGoodEnough).findFirst().orElseGet(() -> missing(what));
    }

    private static Path missing(String what) {
        String message = what + " is not on the PATH";
        return Boolean.getBoolean(REQUIRE_TOOLS)
                ? fail(message + ", and -D" + REQUIRE_TOOLS + "=true forbids skipping")
                : abort(message + ": install it to run this test");
    }

    private static @Nullable Path find(String name) {
        return candidates(name).findFirst().orElse(null);
    }

    private static Stream<Path> candidates(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(candidate -> Files.isRegularFile(candidate) && Files.isExecutable(candidate));
    }
}
