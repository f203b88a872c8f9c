package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all commands have in common: the JDK, the words on the command line, the place of the checkout. */
class DeliveryScriptTest extends DeliveryScript {

    @Test
    void withoutAJdkItSaysWhereItLookedAndWhatToDo() throws Exception {
        Result result = delivery("status");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.output())
                .contains("no JDK found")
                .contains("JAVA_HOME")
                .contains("adoptium.net");
    }

    @Test
    void aJdkThatIsTooOldIsNamedWithItsVersionAndItsPlace() throws Exception {
        jdk("eleven", "11.0.2");
        jdk("eight", "1.8.0_292");
        Result result = delivery("status");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.output())
                .contains("the newest JDK found is version 11, in " + jdks.resolve("eleven"))
                .contains("17 or newer is needed");
    }

    @Test
    void theNewestJdkWins() throws Exception {
        jdk("seventeen", "17.0.15");
        jdk("twenty-five", "25");
        jdk("twenty-one", "21.0.1");
        assertThat(delivery("status").output())
                .contains("I am twenty-five")
                .contains("-jar")
                .endsWith(" status\n");
    }

    @Test
    void theScriptThatStartsApacheKafkaTakesTheSameJdk() throws Exception {
        jdk("seventeen", "17.0.15");
        Path newest = jdk("twenty-five", "25");
        assertThat(delivery("java-home").output()).isEqualTo(newest + "\n");
        Path kafka = checkout.resolve("infra/apache-kafka/kafka");
        write("infra/apache-kafka/target/lib/some.jar", "");
        Files.copy(DemoHome.CHECKOUT.resolve("infra/apache-kafka/kafka"), kafka);
        assertThat(run(kafka, List.of(), "--port", "1234").output())
                .contains("I am twenty-five")
                .endsWith("ApacheKafka --port 1234\n");
        assertThat(run(kafka, List.of(), "--help").output())
                .contains("[--port 19092]")
                .doesNotContain("I am");
        assertThat(run(kafka, List.of("DELIVERY_JAVA_HOME=/nowhere"), "topics").status())
                .isEqualTo(3);
    }

    @Test
    void aJreIsNoJdk() throws Exception {
        jdk("seventeen", "17.0.15");
        Files.delete(jdk("jre", "25.0.1").resolve("bin/javac"));
        assertThat(delivery("status").output()).contains("I am seventeen");
    }

    @Test
    void aJdkWithoutAReleaseFileIsAskedForItsVersion() throws Exception {
        Path asked = jdk("asked", "17");
        Files.delete(asked.resolve("release"));
        script(
                asked.resolve("bin/java"),
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.9\" 2023-10-17' >&2; else echo I am"
                        + " asked; fi");
        assertThat(delivery("status").output()).contains("I am asked");
    }

    @Test
    void theJdkThatTheUserInsistsOnIsTakenOrRefused() throws Exception {
        jdk("twenty-five", "25");
        Path chosen = jdk("seventeen", "17.0.15");
        Path old = jdk("eleven", "11.0.2");
        assertThat(delivery(List.of("DELIVERY_JAVA_HOME=" + chosen), "status").output())
                .contains("I am seventeen");
        assertThat(delivery(List.of("DELIVERY_JAVA_HOME=" + old), "status"))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(3))
                .satisfies(refused -> assertThat(refused.output()).contains("version 11"));
        assertThat(delivery(List.of("DELIVERY_JAVA_HOME=" + directory), "status")
                        .output())
                .contains("there is no JDK");
    }

    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "de_DE.UTF-8, de_DE.UTF-8"})
    void aLocaleWithoutLettersIsNoneForAJvm(String ours, String itsOwn) throws Exception {
        script(jdk("fine", "25.0.1").resolve("bin/java"), "echo \"in $LC_ALL\"");
        assertThat(delivery(List.of("LC_ALL=" + ours), "status").output()).contains("in " + itsOwn);
    }

    @Test
    void beforeAnythingIsBuiltNothingCanRun() throws Exception {
        Files.delete(checkout.resolve(PACKAGES.get(0)));
        for (String command : List.of("stop", "status", "reset")) {
            assertThat(delivery(command).output()).isEqualTo("Nothing is running: nothing has been built yet.\n");
        }
    }

    @Test
    void aCommandThatIsNoneIsRefusedAndHelpNeedsNoJdk() throws Exception {
        assertRefused(2, "there is no command 'demmo'", "demmo");
        assertThat(delivery("help").output()).contains("./delivery demo").contains("./delivery test");
        assertThat(delivery().output()).contains("./delivery demo");
    }

    @Test
    void throughASymbolicLinkItFindsItsCheckout() throws Exception {
        jdk("seventeen", "17.0.15");
        Path link = Files.createSymbolicLink(checkout.resolve("target/linked"), Path.of("../delivery"));
        assertThat(run(link, List.of(), "status").output()).contains("I am seventeen");
    }

    @Test
    void helpOfACommandBuildsNothing() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        assertThat(delivery("demo", "--riders", "5", "--help").output())
                .contains("I am seventeen")
                .endsWith(" demo --help\n");
        Files.delete(checkout.resolve(PACKAGES.get(0)));
        assertThat(delivery("demo", "--help").output()).contains("once the project has been built");
        for (String command : List.of("console-benchmark", "screenshots")) {
            assertThat(delivery("help", command).output()).contains("once the project has been built");
            assertThat(delivery(command, "--help").output()).contains("once the project has been built");
        }
        assertThat(directory.resolve("maven")).doesNotExist();
    }
}
