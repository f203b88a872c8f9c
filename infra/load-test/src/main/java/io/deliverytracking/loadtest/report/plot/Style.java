package io.deliverytracking.loadtest.report.plot;

/**
 * How a line looks.
 *
 * @param colour class of the page's style that sets the colour
 * @param dashes as in stroke-dasharray; empty for a line without gaps
 */
public record Style(String colour, Marker marker, String dashes) {

    public static Style solid(String colour, Marker marker) {
        return new Style(colour, marker, "");
    }

    public Style dashed(String dashes) {
        return new Style(colour, marker, dashes);
    }
}
