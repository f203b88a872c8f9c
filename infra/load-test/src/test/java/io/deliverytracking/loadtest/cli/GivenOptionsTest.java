package io.deliverytracking.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GivenOptionsTest {

    @Test
    void passwordsAreLeftOutHoweverTheyAreGiven() {
        assertThat(GivenOptions.of(List.of(
                        "--database-url=jdbc:postgresql://db:5432/x?user=me&password=se$cret&ssl=true",
                        "--database-url",
                        "jdbc:postgresql://me:se$cret@db/x",
                        "jdbc:postgresql://db/x?sslpassword=secret")))
                .containsExactly(
                        "--database-url=jdbc:postgresql://db:5432/x?user=me&password=...&ssl=true",
                        "--database-url",
                        "jdbc:postgresql://me:...@db/x",
                        "jdbc:postgresql://db/x?sslpassword=...");
    }

    @Test
    void whereTheResultWentIsLeftOutAndTheRestStays() {
        assertThat(GivenOptions.of(
                        List.of("--full", "--output", "/home/me", "--seed=3", "--output=/home/me", "--rates=1,2")))
                .containsExactly("--full", "--seed=3", "--rates=1,2");
    }
}
