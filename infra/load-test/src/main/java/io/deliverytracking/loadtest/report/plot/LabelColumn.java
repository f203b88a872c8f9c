package io.deliverytracking.loadtest.report.plot;

import java.util.Arrays;
import java.util.Comparator;

/** Puts labels as near as can be to where they belong, without one covering another. */
final class LabelColumn {

    private LabelColumn() {}

    /**
     * Places in the order of the wishes, at least {@code gap} apart and between top and bottom; closer together, evenly, where
     * there is no room for the gap.
     */
    static double[] spread(double[] wishes, double gap, double top, double bottom) {
        Integer[] order = new Integer[wishes.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> wishes[i]));
        double apart = wishes.length < 2 ? gap : Math.min(gap, (bottom - top) / (wishes.length - 1));
        double[] places = new double[wishes.length];
        double least = top;
        for (int index : order) {
            places[index] = Math.max(wishes[index], least);
            least = places[index] + apart;
        }
        double most = bottom;
        for (int i = order.length - 1; i >= 0; i--) {
            places[order[i]] = Math.min(places[order[i]], most);
            most = places[order[i]] - apart;
        }
        return places;
    }
}
