package io.deliverytracking.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
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
        String message = name + " is not on the PATH";
        return Boolean.getBoolean(REQUIRE_TOOLS)
                ? fail(message + ", and -D" + REQUIRE_TOOLS + "=true forbids skipping")
                : abort(message + ": install it to run this test");
    }

    private static @Nullable Path find(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String directory : path.split(Pattern.quote(File.pathSeparator))) {
            Path candidate = Path.of(directory, name);
            if (!directory.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
