package io.deliverytracking.apachekafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApacheKafkaJvmTest {

    @TempDir
    Path target;

    @Test
    void theClassPathIsOfJarsInTheOrderOfTheirNames() throws IOException {
        Files.createDirectories(target.resolve("lib"));
        for (String jar : List.of("lib/b.jar", "lib/a.jar", "lib/c.jar", "ours.jar", "lib/readme.txt")) {
            Files.createFile(target.resolve(jar));
        }
        ApacheKafkaJvm jvm = ApacheKafkaJvm.ofJars(target, List.of("-Xmx256m"), Map.of());
        assertThat(jvm.classPath().split(File.pathSeparator))
                .extracting(jar -> target.relativize(Path.of(jar)).toString())
                .containsExactly("ours.jar", "lib/a.jar", "lib/b.jar", "lib/c.jar");
        assertThat(jvm.with(List.of("-Xms32m")).flags()).containsExactly("-Xmx256m", "-Xms32m");
    }

    @Test
    void whatIsNotBuiltIsNamed() throws IOException {
        assertThatThrownBy(() -> ApacheKafkaJvm.ofJars(target, List.of(), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lib is missing");
        Files.createDirectories(target.resolve("lib"));
        assertThatThrownBy(() -> ApacheKafkaJvm.ofJars(target, List.of(), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 0 jars");
    }

    @Test
    void anArchiveIsOfOneClassPathAndItsFlagsAndUsedOnlyIfItIsThere() throws IOException {
        ApacheKafkaJvm small = new ApacheKafkaJvm("a.jar", List.of("-Xmx256m"), Map.of());
        ApacheKafkaJvm large = new ApacheKafkaJvm("a.jar", List.of("-Xmx1g"), Map.of());
        ApacheKafkaJvm other = new ApacheKafkaJvm("b.jar", List.of("-Xmx256m"), Map.of());
        ClassArchive archive = ClassArchive.of(target, "node", small);
        assertThat(archive).isEqualTo(ClassArchive.of(target, "node", small));
        assertThat(List.of(
                        ClassArchive.of(target, "format", small),
                        ClassArchive.of(target, "node", large),
                        ClassArchive.of(target, "node", other)))
                .doesNotContain(archive)
                .doesNotHaveDuplicates();
        assertThat(archive.toUse()).isEmpty();
        assertThat(archive.toRecord()).anyMatch(flag -> flag.endsWith("=" + archive.file()));
        Files.createFile(archive.file());
        assertThat(archive.toUse()).anyMatch(flag -> flag.endsWith("=" + archive.file()));
    }
}
