package io.deliverytracking.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.Visitor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The charts of the windows, with windows in them. */
@ConsoleTest
class AnalyticsIT {
    private static final Pattern CLOCK = Pattern.compile("\\d+:\\d\\d:\\d\\d");
    private static final Pattern SOME = Pattern.compile("[1-9]\\d*");

    @Test
    void everyChartHasData(Visitor visitor) {
        Page page = visitor.opens("/analytics");
        page.getByTestId("window-size-1s").click();

        for (String chart : List.of("events", "riders", "speed", "zones", "orders", "late", "cells")) {
            assertThat(page.getByTestId("chart-" + chart)).hasAttribute("data-points", SOME);
            assertThat(page.getByTestId("chart-" + chart)).hasAttribute("aria-label", Pattern.compile("\\w+"));
        }
        assertThat(page.getByTestId("chart-delivery-times")).isVisible();
    }

    @Test
    void theSizeOfTheWindowsIsChosen(Visitor visitor) {
        Page page = visitor.opens("/analytics");

        page.getByTestId("window-size-1s").click();
        assertThat(page.getByTestId("window-size-1s")).hasAttribute("aria-pressed", "true");
        assertThat(page.getByTestId("chart-events")).hasAttribute("data-points", SOME);

        page.getByTestId("window-size-10s").click();
        assertThat(page.getByTestId("window-size-1s")).hasAttribute("aria-pressed", "false");
        assertThat(page.getByTestId("window-size-10s")).hasAttribute("aria-pressed", "true");
        assertThat(page.getByTestId("chart-events")).hasAttribute("data-points", SOME);
    }

    @Test
    void chartsAreLiveAndTellTheirFiguresInATableToo(Visitor visitor) {
        Page page = visitor.opens("/analytics");
        page.getByTestId("window-size-1s").click();
        assertThat(page.getByTestId("chart-events")).hasAttribute("data-points", SOME);
        Matcher countedUpTo = CLOCK.matcher(page.getByTestId("analytics-state").textContent());
        assertThat(countedUpTo.find()).isTrue();

        assertThat(page.getByTestId("analytics-state")).not().containsText(countedUpTo.group());
        assertThat(page.getByTestId("analytics-state")).containsText(CLOCK);
        page.getByTestId("chart-events-table").click();
        assertThat(page.getByTestId("chart-events").getByRole(AriaRole.TABLE)).isVisible();
    }
}
