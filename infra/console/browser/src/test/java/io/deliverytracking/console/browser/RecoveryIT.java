package io.deliverytracking.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.deliverytracking.console.browser.pipeline.Pipeline;
import io.deliverytracking.console.browser.pipeline.PipelineService;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.MapPage;
import io.deliverytracking.console.browser.visit.Visitor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes away comes back, and the pages with it, by themselves: nobody loads them anew. */
@ConsoleTest
@Tag("long")
class RecoveryIT {
    private static final String STREETS = "#14.5/52.52000/13.40500";

    @Test
    void servicesThatAreStoppedAreNamedAndTheirFiguresGoOnAfterwards(Visitor visitor, Pipeline pipeline) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        Page page = visitor.opens("/pipeline");
        mark(map.page());
        mark(page);
        List<PipelineService> services =
                List.of(pipeline.simulator(), pipeline.location(), pipeline.analytics(), pipeline.dbWriter());

        services.forEach(PipelineService::stop);
        for (PipelineService service : services) {
            assertThat(away(page, service)).isVisible();
            assertThat(away(map.page(), service)).isVisible();
        }
        assertThat(map.element("map-notice")).isVisible();

        services.forEach(PipelineService::start);
        for (PipelineService service : services) {
            assertThat(away(page, service)).isHidden();
            assertThat(away(map.page(), service)).isHidden();
        }
        goesOn(map, page);
    }

    @Test
    void theBrokerIsKilledAndComesBack(Visitor visitor, Pipeline pipeline) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        Page page = visitor.opens("/pipeline");
        mark(map.page());
        mark(page);

        pipeline.broker().kill();
        assertThat(away(page, pipeline.broker())).isVisible();
        assertThat(away(map.page(), pipeline.broker())).isVisible();

        pipeline.broker().start();
        assertThat(away(page, pipeline.broker())).isHidden();
        goesOn(map, page);
    }

    @Test
    void aBrowserThatStallsCatchesUp(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        mark(map.page());

        // Its one thread reads nothing, draws nothing, answers nothing.
        map.page().evaluate("() => { const end = performance.now() + 5000; while (performance.now() < end); }");

        double messages = map.figure("messages");
        map.until("map.figures().messages > " + (messages + 2) + " && map.silenceMs() < 1500");
        map.until("map.figures().freshnessMsP50 < 2500");
        map.withDots();
        assertThat(isMarked(map.page())).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"location", "analytics", "db-writer", "simulator", "broker"})
    void eachServiceMayBeKilled(String name, Visitor visitor, Pipeline pipeline) {
        PipelineService service = pipeline.services().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        Page page = visitor.opens("/pipeline");
        mark(map.page());
        mark(page);

        service.kill();
        assertThat(away(page, service)).isVisible();
        assertThat(away(map.page(), service)).isVisible();

        service.start();
        assertThat(away(page, service)).isHidden();
        assertThat(away(map.page(), service)).isHidden();
        goesOn(map, page);
    }

    @Test
    void theConsoleItselfIsKilledAndItsPagesGoOn(Visitor visitor, Pipeline pipeline) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        Page page = visitor.opens("/pipeline");
        mark(map.page());
        mark(page);

        pipeline.console().kill();
        assertThat(away(page, pipeline.console())).isVisible();

        pipeline.console().start();
        assertThat(away(page, pipeline.console())).isHidden();
        goesOn(map, page);
    }

    /** Events flow through every group again, and dots move on. */
    private static void goesOn(MapPage map, Page page) {
        page.waitForFunction("""
            async () => {
              const answer = await fetch('/api/pipeline');
              if (!answer.ok) return false;
              const picture = await answer.json();
              const groups = picture.broker?.groups ?? [];
              return picture.simulator?.perSecond?.sent > 0
                && picture.dbWriter?.perSecond?.rows > 0
                && groups.length === 3 && groups.every((group) => group.recordsPerSecond > 0);
            }""");
        map.until("map.silenceMs() < 2000 && map.figures().updatesPerSecond > 0");
        map.withDots();
        assertThat(map.element("map-notice")).isHidden();
        assertThat(isMarked(map.page())).isTrue();
        assertThat(isMarked(page)).isTrue();
    }

    private static Locator away(Page page, PipelineService service) {
        return page.getByTestId("service-banner").locator("[data-service='" + service.name() + "'][data-kind=away]");
    }

    /** A page that was loaded anew has forgotten this. */
    private static void mark(Page page) {
        page.evaluate("() => { window.neverLoadedAnew = true; }");
    }

    private static boolean isMarked(Page page) {
        return Boolean.TRUE.equals(page.evaluate("() => window.neverLoadedAnew === true"));
    }
}
