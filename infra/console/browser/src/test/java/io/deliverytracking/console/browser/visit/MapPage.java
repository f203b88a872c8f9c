package io.deliverytracking.console.browser.visit;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;

/**
 * The map as its visitor sees it. What a canvas shows can't be asked of the document, so the page tells it in
 * {@code window.deliveryMap} (see {@code probe.ts}); whatever has an element is asked of the element.
 */
public record MapPage(Page page) {

    /** A place of the screen, in pixels from the map's upper left corner. */
    public record Pixel(double x, double y) {
        public double distanceTo(Pixel other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }

    /** Degrees. */
    public record Place(double latitude, double longitude) {}

    /** Waits until the page has heard of so many riders. */
    public MapPage withRiders(int atLeast) {
        page.waitForFunction("least => window.deliveryMap?.riders() >= least", atLeast);
        return this;
    }

    /** Waits until somebody is drawn within the view, as a dot. */
    public MapPage withDots() {
        page.waitForFunction("() => window.deliveryMap?.mode === 'riders' && window.deliveryMap.ridersInView() > 0");
        return this;
    }

    public Locator element(String testId) {
        return page.getByTestId(testId);
    }

    /** The viewport of the map, which takes the keys. */
    public Locator map() {
        return element("map");
    }

    public String mode() {
        return (String) page.evaluate("() => window.deliveryMap.mode");
    }

    public String renderer() {
        return (String) page.evaluate("() => window.deliveryMap.renderer");
    }

    public double zoom() {
        return number("zoom()");
    }

    public Place centre() {
        @SuppressWarnings("unchecked")
        List<Number> centre = (List<Number>) page.evaluate("() => window.deliveryMap.centre()");
        return new Place(centre.get(0).doubleValue(), centre.get(1).doubleValue());
    }

    /** A figure of the HUD by its name in {@code figures.ts}; waits until there is one. */
    public double figure(String name) {
        page.waitForFunction("name => Number.isFinite(window.deliveryMap?.figures()[name])", name);
        return number("figures()." + name);
    }

    /** The rider that is easiest to click: in the middle of the view, where no panel lies, and far from others. */
    public int riderEasyToClick() {
        return ((Number) page.waitForFunction("""
                () => {
                  const map = window.deliveryMap;
                  const at = map.riderIds(2000).map((id) => [id, map.pixelOf(id)]).filter(([, pixel]) => pixel);
                  const gap = ([id, [x, y]]) =>
                    Math.min(...at.map(([other, [ox, oy]]) => (other === id ? Infinity : Math.hypot(ox - x, oy - y))));
                  const middle = at.filter(([, [x, y]]) =>
                    Math.abs(x - innerWidth / 2) < innerWidth / 5 && Math.abs(y - innerHeight / 2) < innerHeight / 5);
                  return middle.sort((one, other) => gap(other) - gap(one))[0]?.[0];
                }""").jsonValue()).intValue();
    }

    public Pixel pixelOf(int rider) {
        @SuppressWarnings("unchecked")
        List<Number> pixel = (List<Number>) page.evaluate("id => window.deliveryMap.pixelOf(id)", rider);
        return new Pixel(pixel.get(0).doubleValue(), pixel.get(1).doubleValue());
    }

    /** The middle of the view. */
    public Pixel middle() {
        BoundingBox box = map().boundingBox();
        return new Pixel(box.width / 2, box.height / 2);
    }

    /** Clicks where the rider is drawn. */
    public void click(int rider) {
        Pixel pixel = pixelOf(rider);
        map().click(new Locator.ClickOptions().setPosition(pixel.x(), pixel.y()));
    }

    /** Types into the search, and finds. */
    public void search(String text) {
        element("map-search").fill(text);
        element("map-search").press("Enter");
    }

    /** Waits for a condition on {@code map}, the page's probe. */
    public void until(String condition) {
        page.waitForFunction(
                "() => { const map = window.deliveryMap; return map !== undefined && (" + condition + "); }");
    }

    private double number(String member) {
        return ((Number) page.evaluate("() => window.deliveryMap." + member)).doubleValue();
    }
}
