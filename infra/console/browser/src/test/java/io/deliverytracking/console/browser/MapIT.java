package io.deliverytracking.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import io.deliverytracking.console.browser.pipeline.Pipeline;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.MapPage;
import io.deliverytracking.console.browser.visit.MapPage.Place;
import io.deliverytracking.console.browser.visit.Visitor;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The map, looked at and moved about. */
@ConsoleTest
class MapIT {
    /** The middle of the city, at street level. */
    private static final String STREETS = "#14.5/52.52000/13.40500";

    @Test
    void allRidersAreThereAndTheFiguresAreSane(Visitor visitor) {
        MapPage map = visitor.opensTheMap("?renderer=webgl")
                .withRiders(Pipeline.RIDERS)
                .withDots();

        assertThat(map.renderer()).isEqualTo("webgl2");
        map.until("map.figures().updatesPerSecond > " + Pipeline.RIDERS / 2);
        assertThat(map.figure("updatesPerSecond")).isLessThan(Pipeline.RIDERS * 2);
        assertThat(map.figure("freshnessMsP50")).isPositive().isLessThanOrEqualTo(map.figure("freshnessMsP99"));
        assertThat(map.figure("framesPerSecond")).isPositive().isLessThan(130);
        assertThat(map.figure("scriptMsMedian")).isPositive().isLessThan(1000);
        assertThat(map.figure("conflatedPerSecond")).isBetween(0.0, (double) Pipeline.RIDERS);
        for (String figure :
                List.of("hud-riders", "hud-updates", "hud-freshness", "hud-conflated", "hud-frames", "hud-script")) {
            assertThat(map.element(figure)).hasText(Pattern.compile("\\d"));
        }
        map.element("map-hud-toggle").click();
        assertThat(map.element("hud")).isHidden();
    }

    @Test
    void dotsMoveSmoothlyBetweenTheFixes(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();

        // A fix a second: whoever shows more places than that is drawn between them.
        Object places = map.page().evaluate("""
            () => new Promise((resolve) => {
              const map = window.deliveryMap;
              const seen = new Map(map.riderIds(300).map((id) => [id, new Set()]));
              const look = () => {
                for (const [id, places] of seen) {
                  places.add(String(map.pixelOf(id)));
                  if (places.size > 20) {
                    resolve(places.size);
                    return;
                  }
                }
                requestAnimationFrame(look);
              };
              look();
            })""");

        assertThat((Integer) places).isGreaterThan(20);
    }

    @Test
    void aDotIsDrawnWhereTheServiceSaysThatTheRiderIs(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();

        // In pixels at this zoom; a rider moves on while the service is asked, and dots are half a second behind.
        Number error = (Number) map.page().evaluate("""
            async () => {
              const map = window.deliveryMap;
              const worldPx = 256 * 2 ** map.zoom();
              const mercator = ([latitude, longitude]) => [
                (longitude / 360) * worldPx,
                (-Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI)) * worldPx,
              ];
              const size = document.querySelector('delivery-shell').shadowRoot
                .querySelector('delivery-map').getBoundingClientRect();
              const centre = mercator(map.centre());
              const errors = [];
              for (const id of map.riderIds(20)) {
                const rider = await (await fetch(`/services/location/api/riders/${id}`)).json();
                const at = mercator([rider.latitude, rider.longitude]);
                const drawn = map.pixelOf(id);
                errors.push(Math.hypot(
                  at[0] - centre[0] + size.width / 2 - drawn[0],
                  at[1] - centre[1] + size.height / 2 - drawn[1]));
              }
              return errors.sort((a, b) => a - b)[errors.length >> 1];
            }""");

        assertThat(error.doubleValue()).isLessThan(8);
    }

    @Test
    void buttonsZoomAndShowTheWholeCityAgain(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS);

        map.element("map-zoom-in").click();
        map.until("Math.abs(map.zoom() - 15.5) < 0.01");
        map.element("map-zoom-out").click();
        map.until("Math.abs(map.zoom() - 14.5) < 0.01");
        map.element("map-fit").click();
        map.until("map.zoom() < 13 && map.ridersInView() >= " + Pipeline.RIDERS * 9 / 10);
    }

    @Test
    void theMouseDragsAndZooms(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS);
        Place before = map.centre();

        map.page().mouse().move(700, 450);
        map.page().mouse().down();
        map.page().mouse().move(500, 450, new Mouse.MoveOptions().setSteps(5));
        map.page().mouse().up();
        map.until("map.centre()[1] > " + (before.longitude() + 0.001));
        assertThat(map.centre().latitude()).isCloseTo(before.latitude(), within(0.001));

        map.page().mouse().wheel(0, -600);
        map.until("map.zoom() > 14.6");
    }

    @Test
    void theKeyboardMovesAndZooms(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS);
        Place before = map.centre();

        map.map().press("ArrowRight");
        map.until("map.centre()[1] > " + before.longitude());
        map.map().press("ArrowUp");
        map.until("map.centre()[0] > " + before.latitude());
        map.map().press("+");
        map.until("map.zoom() > 15");
        map.map().press("-");
        map.until("map.zoom() < 15");
    }

    @Test
    void theAddressHoldsWhatIsLookedAt(Visitor visitor) {
        MapPage map = visitor.opensTheMap("#15.25/52.50000/13.42000");

        assertThat(map.zoom()).isCloseTo(15.25, within(0.01));
        assertThat(map.centre().longitude()).isCloseTo(13.42, within(0.0001));
        map.element("map-zoom-in").click();
        assertThat(map.page()).hasURL(Pattern.compile("#16\\.25/52\\.50000/13\\.42000$"));
    }

    @Test
    void farOutRidersAreDensity(Visitor visitor) {
        MapPage map = visitor.opensTheMap("#9/52.52000/13.40500");

        map.until("map.mode === 'cells' && map.riders() >= " + Pipeline.RIDERS * 9 / 10);
        map.until("map.figures().messages >= 3");
        assertThat(map.element("map-legend")).isVisible();

        for (int level = 0; level < 6; level++) {
            map.element("map-zoom-in").click();
        }
        map.withDots();
    }

    /** This Chromium has no graphics card but one of software, which takes longer for the dots than the page itself. */
    @Test
    void aGraphicsCardOfSoftwareIsSparedTheDots(Visitor visitor) {
        assertThat(visitor.opensTheMap(STREETS).withDots().renderer()).isEqualTo("canvas2d");
    }

    @Test
    void withoutWebGlTheSameMapIsDrawn(Visitor visitor) {
        MapPage map = new MapPage(visitor.opensWithoutWebGl("/?renderer=webgl" + STREETS)).withDots();

        assertThat(map.renderer()).isEqualTo("canvas2d");
        map.until("map.figures().frames > 5");
        int rider = map.riderEasyToClick();
        map.click(rider);
        assertThat(map.element("rider-id")).containsText(Integer.toString(rider));
    }

    @Test
    void aSummaryInWordsIsForThoseWhoDoNotSeeTheDots(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();

        map.map().press("?");

        assertThat(map.element("map-summary")).containsText(Pattern.compile("\\d+ riders in view"));
    }

    @Test
    void aHiddenPageReceivesNothingAndCatchesUpWhenItShowsAgain(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        hide(map.page(), true);
        map.until("map.silenceMs() > 1500");
        double messages = map.figure("messages");

        hide(map.page(), false);

        map.until("map.silenceMs() < 1000 && map.figures().messages > " + messages);
        map.withDots();
    }

    /** Headless pages are always visible; this says otherwise, as the browser would. */
    private static void hide(Page page, boolean hidden) {
        page.evaluate("""
                hidden => {
                  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", hidden);
    }
}
