package io.deliverytracking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The bundler strips types without checking them; here the compiler does, as strictly as it can. */
class TypeCheckTest {
    @Test
    void theScriptsOfTheConsoleHoldWhatTheirTypesPromise() throws IOException, InterruptedException {
        assertThat(NodeProcess.CONSOLE.resolve("node_modules/ol/package.json"))
                .as("declarations of the libraries; packaging infra/console/app puts them there")
                .exists();

        check(NodeProcess.CONSOLE.resolve("tsconfig.json"));
    }

    @Test
    void soDoTheirTests() throws IOException, InterruptedException {
        check(Path.of("src/test/typescript/tsconfig.json"));
    }

    private static void check(Path project) throws IOException, InterruptedException {
        Path compiler = Path.of(System.getProperty("typescript.folder"), "lib/tsc.js");
        NodeProcess check = NodeProcess.run(compiler.toString(), "--pretty", "false", "--project", project.toString());

        assertThat(check.output()).isEmpty();
        assertThat(check.exitStatus()).isZero();
    }
}
