package io.deliverytracking.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {

    @TempDir
    Path checkout;

    @Test
    void outsideACheckoutItIsUnknown() {
        assertThat(Commit.of(checkout)).isEqualTo("unknown");
        assertThat(Commit.of(checkout.resolve("missing"))).isEqualTo("unknown");
    }

    @Test
    void aTrackedFileThatDiffersIsSaidAndOneThatGitDoesNotKnowIsNot() throws IOException {
        assumeThat(Answer.of(checkout, "git", "--version")).as("git").isPresent();
        Path tracked = Files.writeString(checkout.resolve("tracked"), "one");
        git("init", "--quiet");
        git("add", "tracked");
        git("commit", "--quiet", "--message=first");
        Files.writeString(checkout.resolve("other"), "");
        assertThat(Commit.of(checkout)).matches("[0-9a-f]{12}");

        Files.writeString(tracked, "another");
        assertThat(Commit.of(checkout)).matches("[0-9a-f]{12}-dirty");
    }

    private void git(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=me", "-c", "user.email=me@example.com", "-c", "commit.gpgSign=false"));
        command.addAll(List.of(arguments));
        assertThat(Answer.of(checkout, command.toArray(String[]::new)))
                .as(command.toString())
                .isPresent();
    }
}
