package io.deliverytracking.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.Visitor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The frame around the pages. */
@ConsoleTest
class ShellIT {
    @Test
    void theNavigationLeadsToEveryPageWithoutLoadingAnew(Visitor visitor) {
        Page page = visitor.opens("/");
        page.evaluate("() => { window.stillThere = true; }");

        page.getByTestId("nav-analytics").click();
        assertThat(page).hasURL(Pattern.compile("/analytics$"));
        assertThat(page.locator("delivery-analytics")).isVisible();
        page.getByTestId("nav-pipeline").click();
        assertThat(page.locator("delivery-pipeline")).isVisible();
        assertThat(page).hasTitle(Pattern.compile("Pipeline"));
        page.goBack();
        assertThat(page.locator("delivery-analytics")).isVisible();
        page.getByTestId("nav-map").click();
        assertThat(page.locator("delivery-map")).isVisible();

        assertThat(page.evaluate("() => window.stillThere")).isEqualTo(true);
    }

    @Test
    void theThemeFollowsTheSystemUntilSomebodyChooses(Visitor visitor) {
        Page page = visitor.whoseSystemIs(ColorScheme.DARK).opens("/");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("delivery-map")).hasAttribute("theme", "dark");

        page.getByTestId("theme-light").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");
        assertThat(page.locator("delivery-map")).hasAttribute("theme", "light");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");

        page.getByTestId("theme-auto").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    }
}
