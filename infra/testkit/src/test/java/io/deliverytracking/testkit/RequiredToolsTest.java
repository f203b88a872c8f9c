package io.deliverytracking.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequiredToolsTest {
    private final String before = System.getProperty(RequiredTools.REQUIRE_TOOLS, "false");

    @BeforeEach
    void toolsAreNotRequired() {
        System.setProperty(RequiredTools.REQUIRE_TOOLS, "false");
    }

    @AfterEach
    void asBefore() {
        System.setProperty(RequiredTools.REQUIRE_TOOLS, before);
    }

    @Test
    void aProgramOnThePathIsFoundUnderAnyOfItsNames() {
        assertThat(RequiredTools.assumeTool("no-such-program", "sh")).isExecutable();
    }

    @Test
    void aMissingProgramSkipsTheTestAndIsNamed() {
        assertThatThrownBy(() -> RequiredTools.assumeTool("no-such-program"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void aMissingProgramFailsTheTestWhenToolsAreRequired() {
        System.setProperty(RequiredTools.REQUIRE_TOOLS, "true");

        assertThatThrownBy(() -> RequiredTools.assumeTool("no-such-program"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void ofSeveralProgramsTheFirstThatIsGoodEnoughIsTaken() {
        assertThat(RequiredTools.assumeToolThat(program -> true, "a shell", "sh"))
                .isExecutable();
        assertThatThrownBy(() -> RequiredTools.assumeToolThat(program -> false, "a shell that sings", "sh"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("a shell that sings");
    }
}
