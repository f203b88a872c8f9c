package io.deliverytracking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the scripts decide without a page (decoding, clocks, quantiles) has tests in its own language, one file a subject. */
class TypeScriptTest {
    private static final Path TESTS = Path.of("src/test/typescript");

    @TestFactory
    Stream<DynamicTest> everyFile() throws IOException {
        return Files.list(TESTS)
                .filter(file -> file.toString().endsWith(".test.ts"))
                .sorted()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> passes(file)));
    }

    private static void passes(Path file) throws IOException, InterruptedException {
        NodeProcess run = NodeProcess.run(
                "--experimental-transform-types", "--no-warnings", "--test", "--test-reporter=spec", file.toString());

        assertThat(run.exitStatus()).as(run.output()).isZero();
        assertThat(run.output()).as("tests that ran").doesNotContain("tests 0");
    }
}
