package io.deliverytracking.loadtest.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinePlotTest {

    private static LinePlot plot() {
        return new LinePlot(
                LinearScale.between(0, 10, Unit.SECONDS), "seconds", LinearScale.upTo(10, Unit.EVENTS), "events");
    }

    private static String drawn(List<Point> points) {
        return plot().add(new Series("", Style.solid("held", Marker.CIRCLE), points))
                .drawn("Seen.")
                .toString();
    }

    @Test
    void leavesAGapWhereNothingWasMeasured() {
        String drawing =
                drawn(List.of(Point.of(0, 1), Point.of(1, 1), Point.of(2, Double.NaN), Point.of(3, 1), Point.of(4, 1)));

        assertThat(drawing).containsPattern("d=\"M\\S+ \\S+L\\S+ \\d+(\\.\\d)?M\\S+ \\S+L");
    }

    @Test
    void drawsAPointThatStandsAlone() {
        assertThat(drawn(List.of(Point.of(0, 1)))).containsPattern("d=\"M\\S+ \\S+h0\"");
    }

    @Test
    void marksWhatHasWordsAndHollowsWhatIsWrong() {
        String drawing = drawn(List.of(new Point(0, 1, "fine"), new Point(1, 2, "not fine", true), Point.of(2, 2)));

        assertThat(drawing)
                .contains("<g class=\"mark\"><title>fine</title>", "<g class=\"mark hollow\"><title>not fine</title>");
        assertThat(drawing.split("<circle", -1)).hasSize(3);
    }

    @Test
    void namesABandThatIsWideEnough() {
        String wide = plot().addBands(List.of(new Band(2, 8, "outage", "band-fault")))
                .drawn("Seen.")
                .toString();
        String narrow = plot().addBands(List.of(new Band(2, 2.1, "outage", "band-fault")))
                .drawn("Seen.")
                .toString();

        assertThat(wide).contains(">outage</text>");
        assertThat(narrow).contains("<title>outage</title>").doesNotContain(">outage</text>");
    }

    @Test
    void isAnImageWithASentence() {
        assertThat(plot().drawn("Nothing is seen.").toString())
                .contains("role=\"img\" aria-label=\"Nothing is seen.\"");
    }
}
