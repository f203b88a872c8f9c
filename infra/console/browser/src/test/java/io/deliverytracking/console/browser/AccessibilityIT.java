package io.deliverytracking.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.MapPage;
import io.deliverytracking.console.browser.visit.Visitor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console for those who don't use a mouse, or don't see its colours; and on a phone. */
@ConsoleTest
class AccessibilityIT {
    /** What axe calls an obstacle, rather than advice. */
    private static final Set<String> OBSTACLES = Set.of("serious", "critical");

    private static final String FOCUSED = """
        () => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          return element?.dataset?.testid ?? '';
        }""";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"/, LIGHT", "/, DARK", "/analytics, LIGHT", "/analytics, DARK", "/pipeline, LIGHT", "/pipeline, DARK"})
    void nothingIsInTheWayOfAnybody(String path, ColorScheme scheme, Visitor visitor) {
        Page page = visitor.whoseSystemIs(scheme).opens(path);
        assertThat(page.locator("html"))
                .hasAttribute("data-theme", scheme.name().toLowerCase(Locale.ROOT));
        settled(page, path);

        List<Rule> violations = new AxeBuilder(page).analyze().getViolations();

        assertThat(violations.stream().filter(rule -> OBSTACLES.contains(rule.getImpact())))
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream()
                                .map(node -> node.getTarget() + " " + node.getFailureSummary())
                                .toList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/analytics", "/pipeline"})
    void onAPhoneNothingStandsOut(String path, Visitor visitor) {
        Page page = visitor.onAPhone().opens(path);
        settled(page, path);

        assertThat(page.evaluate("""
            () => {
              const main = document.querySelector('delivery-shell').shadowRoot.querySelector('main');
              return [document.scrollingElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth];
            }""")).isEqualTo(List.of(0, 0));
    }

    @Test
    void onAPhoneATapShowsTheRiderBelowTheMap(Visitor visitor) {
        MapPage map = new MapPage(visitor.onAPhone().opens("/#15/52.52000/13.40500")).withDots();
        int rider = map.riderEasyToClick();

        MapPage.Pixel pixel = map.pixelOf(rider);
        map.map().tap(new Locator.TapOptions().setPosition(pixel.x(), pixel.y()));

        assertThat(map.element("rider-panel")).isVisible();
        assertThat(map.element("rider-panel-close")).isInViewport();
        assertThat(map.element("map-zoom-in")).isInViewport();
    }

    @Test
    void theKeyboardAloneReachesEverything(Visitor visitor) {
        MapPage map = visitor.opensTheMap("#15/52.52000/13.40500").withDots();
        Page page = map.page();

        for (String stop : List.of("skip-link", "nav-map", "nav-analytics", "nav-pipeline")) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate(FOCUSED)).isEqualTo(stop);
        }
        for (int presses = 0; presses < 10 && !"map".equals(page.evaluate(FOCUSED)); presses++) {
            page.keyboard().press("Tab");
        }
        assertThat(page.evaluate(FOCUSED)).isEqualTo("map");

        page.keyboard().press("Enter");
        assertThat(map.element("rider-panel")).isVisible();
        String first = map.element("rider-id").textContent();
        page.keyboard().press("n");
        assertThat(map.element("rider-id")).not().hasText(first);
        page.keyboard().press("Escape");
        assertThat(map.element("rider-panel")).isHidden();
        page.keyboard().press("/");
        assertThat(page.evaluate(FOCUSED)).isEqualTo("map-search");
        page.keyboard().type("rider 7");
        page.keyboard().press("Enter");
        assertThat(map.element("rider-id")).containsText("7");
    }

    @Test
    void whoWantsLessMotionSeesTheSameRiders(Visitor visitor) {
        visitor.whoWantsLessMotion().opensTheMap("#14/52.52000/13.40500").withDots();
    }

    /** Waits until the page has what it shows. */
    private static void settled(Page page, String path) {
        switch (path) {
            case "/" -> new MapPage(page).withRiders(1);
            case "/analytics" ->
                assertThat(page.getByTestId("chart-events")).hasAttribute("data-points", Pattern.compile("[1-9]\\d*"));
            default ->
                assertThat(page.getByTestId("figure-sent").first())
                        .hasAttribute("data-value", Pattern.compile("\\d.*"));
        }
    }
}
