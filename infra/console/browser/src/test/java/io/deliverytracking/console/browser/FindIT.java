package io.deliverytracking.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.MapPage;
import io.deliverytracking.console.browser.visit.MapPage.Place;
import io.deliverytracking.console.browser.visit.Visitor;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rider or an order on the map: clicked, looked up, linked, followed. */
@ConsoleTest
@Tag("long")
class FindIT {
    private static final String STREETS = "#14.5/52.52000/13.40500";

    /** The number of a rider with an open order, found through the console as the search's examples are. */
    private static final String RIDER_WITH_ORDER = """
        async () => {
          for (let rider = 1; rider <= 2000; rider++) {
            const answer = await fetch(`/services/location/api/riders/${rider}`);
            const state = answer.ok ? await answer.json() : {};
            if (state.orderId) {
              return { rider, order: state.orderId };
            }
          }
          return null;
        }""";

    @Test
    void aClickOnADotShowsTheRiderWithTheTrailFromPostgres(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        int rider = map.riderEasyToClick();

        map.click(rider);

        assertThat(map.element("rider-id")).hasText(Pattern.compile("Rider\\s+" + rider));
        assertThat(map.element("rider-status")).not().isEmpty();
        assertThat(map.element("rider-trail")).hasText(Pattern.compile("[1-9]\\d* of them from Postgres"));
        assertThat(map.page()).hasURL(Pattern.compile("\\?rider=" + rider + "#"));
        assertThat(map.element("map-search")).hasValue("rider " + rider);

        map.element("rider-panel-close").click();
        assertThat(map.element("rider-panel")).isHidden();
        assertThat(map.element("map-search")).hasValue("");
        map.page().goBack();
        assertThat(map.element("rider-id")).hasText(Pattern.compile("Rider\\s+" + rider));
    }

    @Test
    void aRiderIsFoundByNumberAndLeadsToTheOrder(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS);
        OrderOfRider found = riderWithOrder(map.page());

        map.search("rider " + found.rider());

        assertThat(map.element("rider-id")).hasText(Pattern.compile("Rider\\s+" + found.rider()));
        map.until("map.pixelOf(" + found.rider() + ") !== null");
        Locator order = map.element("rider-order");
        assertThat(order).hasAttribute("data-order", Pattern.compile("\\d+"));
        String number = order.getAttribute("data-order");
        order.getByRole(AriaRole.BUTTON).first().click();
        assertThat(map.element("order-id")).hasText(Pattern.compile("Order\\s+" + number));
    }

    @Test
    void anOrderIsFoundByNumber(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS);
        OrderOfRider found = riderWithOrder(map.page());

        map.search("order " + found.order());

        assertThat(map.element("order-panel")).isVisible();
        assertThat(map.element("rider-order")).hasAttribute("data-order", Long.toString(found.order()));
    }

    @Test
    void theSearchOffersExamples(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();

        map.element("map-search").click();
        Locator example = map.element("map-search-result").first();
        assertThat(example).containsText("Rider");
        map.element("map-search").press("ArrowDown");
        map.element("map-search").press("Enter");

        assertThat(map.element("rider-panel")).isVisible();
    }

    @Test
    void theSearchSaysWhatItCanNotFind(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS);

        map.search("rider 1999999999");
        assertThat(map.element("map-search-message")).containsText("1999999999");
        map.search("pizza");
        assertThat(map.element("map-search-message")).not().containsText("1999999999");
        map.search("rider 0");
        assertThat(map.element("map-search-message")).isVisible();
        assertThat(map.element("rider-panel")).isHidden();
    }

    @Test
    void aLinkShowsTheSameRider(Visitor visitor) {
        MapPage map = visitor.opensTheMap("?rider=42");

        assertThat(map.element("rider-id")).hasText(Pattern.compile("Rider\\s+42"));
        map.until("map.selected()?.id === 42 && map.pixelOf(42) !== null");
    }

    @Test
    void theSelectedRiderIsSeenAboveTheOthers(Visitor visitor) {
        MapPage map = visitor.opensTheMap(STREETS).withDots();
        int rider = map.riderEasyToClick();

        map.click(rider);

        Locator ring = map.element("rider-ring");
        map.until("map.selected()?.id === " + rider);
        await().untilAsserted(() -> {
            assertThat((Boolean) ring.evaluate("ring => !ring.hidden")).isTrue();
            // The symbol, in the ring: somebody else's may lie on the one that all riders are drawn with.
            assertThat((Integer) ring.locator("canvas").evaluate("""
                canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
                  .filter((value, at) => at % 4 === 3 && value === 255).length""")).isGreaterThan(10);
            assertThat(((Number) ring.evaluate("""
                (ring, rider) => {
                  const [x, y] = window.deliveryMap.pixelOf(rider);
                  const place = ring.getBoundingClientRect();
                  const map = ring.parentNode.querySelector('#map').getBoundingClientRect();
                  return Math.hypot(place.x - map.x - x, place.y - map.y - y);
                }""", rider)).doubleValue()).isLessThan(20);
        });
    }

    @Test
    void aLinkToNobodySaysSo(Visitor visitor) {
        MapPage unknown = visitor.opensTheMap("?rider=1999999999");
        assertThat(unknown.element("rider-problem")).isVisible();

        MapPage nonsense = visitor.opensTheMap("?rider=%3Cscript%3E#99/999/999");
        assertThat(nonsense.element("rider-panel")).isHidden();
    }

    @Test
    void theMapFollowsARider(Visitor visitor) {
        MapPage map = visitor.opensTheMap("#16/52.52000/13.40500").withDots();
        // Somebody who moves.
        int rider = ((Number) map.page().evaluate("""
            () => new Promise((resolve) => {
              const map = window.deliveryMap;
              const before = new Map(map.riderIds(500).map((id) => [id, map.pixelOf(id)]));
              const look = () => {
                for (const [id, [x, y]] of before) {
                  const now = map.pixelOf(id);
                  if (now && Math.hypot(now[0] - x, now[1] - y) > 4) return resolve(id);
                }
                requestAnimationFrame(look);
              };
              look();
            })""")).intValue();
        map.search("rider " + rider);
        assertThat(map.element("rider-follow")).hasAttribute("aria-pressed", "false");

        Place before = map.centre();
        map.element("rider-follow").click();

        assertThat(map.element("rider-follow")).hasAttribute("aria-pressed", "true");
        // The map moves with the rider, who stays near its middle.
        map.until("Math.hypot(map.centre()[0] - " + before.latitude() + ", map.centre()[1] - " + before.longitude()
                + ") > 0.00003 && Math.hypot(map.pixelOf(" + rider + ")[0] - innerWidth / 2, map.pixelOf(" + rider
                + ")[1] - innerHeight / 2) < 250");

        // Whoever takes the map by hand does not want it taken away again.
        map.page().mouse().move(1000, 300);
        map.page().mouse().down();
        map.page().mouse().move(900, 300, new Mouse.MoveOptions().setSteps(4));
        map.page().mouse().up();
        assertThat(map.element("rider-follow")).hasAttribute("aria-pressed", "false");
    }

    private record OrderOfRider(int rider, long order) {}

    private static OrderOfRider riderWithOrder(Page page) {
        Object[] found = {null};
        await().atMost(Duration.ofSeconds(60)).until(() -> (found[0] = page.evaluate(RIDER_WITH_ORDER)) != null);
        @SuppressWarnings("unchecked")
        Map<String, Number> numbers = (Map<String, Number>) found[0];
        assertThat(numbers).containsKeys("rider", "order");
        return new OrderOfRider(
                numbers.get("rider").intValue(), numbers.get("order").longValue());
    }
}
