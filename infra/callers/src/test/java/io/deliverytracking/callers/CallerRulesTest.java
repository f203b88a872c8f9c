package io.deliverytracking.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerRulesTest {

    private static final String HERE = "localhost:8080";

    private final CallerRules rules = new CallerRules(Set.of("console.example", "[fd00::1]"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "localhost",
                "LOCALHOST:80",
                "127.0.0.1:8080",
                "[::1]:8080",
                "[::1]",
                "console.example",
                "Console.Example:8080",
                "[fd00::1]:8080"
            })
    void knownNamesAreServed(String host) {
        assertThat(rules.refusal(new Caller(false, host, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "[::2]:8080",
                "[::1]evil.com",
                "evil@localhost",
                ""
            })
    void aNameThatSomebodyElseLetPointHereIsRefusedEvenForReading(String host) {
        assertThat(rules.refusal(new Caller(false, host, null, null))).isPresent();
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        assertThat(rules.refusal(new Caller(false, null, null, null))).isPresent();
    }

    @Test
    void ourOwnPageMaySteer() {
        assertThat(rules.refusal(change("http://localhost:8080", "same-origin")))
                .isEmpty();
        assertThat(rules.refusal(change("https://LOCALHOST:8080", null))).isEmpty();
    }

    @Test
    void aClientThatIsNoBrowserMaySteer() {
        assertThat(rules.refusal(change(null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost:9999", "http://localhost", "null", "file://"})
    void aPageOfAnotherOriginMayNotSteer(String origin) {
        assertThat(rules.refusal(change(origin, null))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "whatever-comes-next"})
    void whatTheBrowserCallsAnotherSiteMayNotSteerThoughItsOriginLooksRight(String fetchSite) {
        assertThat(rules.refusal(change("http://localhost:8080", fetchSite))).isPresent();
    }

    @Test
    void readingIsOpenToLinksFromElsewhere() {
        assertThat(rules.refusal(new Caller(false, HERE, "http://evil.example", "cross-site")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://console.example", "console.example:8080", "fd00::1", "*", ""})
    void aNameThatNoHostHeaderShowsIsRefusedAtTheStart(String name) {
        assertThatThrownBy(() -> new CallerRules(Set.of(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callers.allowed-hosts")
                .hasMessageEndingWith("is " + name);
    }

    private static Caller change(@Nullable String origin, @Nullable String fetchSite) {
        return new Caller(true, HERE, origin, fetchSite);
    }
}
