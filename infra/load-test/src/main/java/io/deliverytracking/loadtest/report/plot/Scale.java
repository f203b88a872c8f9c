package io.deliverytracking.loadtest.report.plot;

import java.util.List;

/** How values become places between 0 and 1 along an axis. */
public interface Scale {

    /** 0 at the scale's beginning, 1 at its end; beyond these for values outside. */
    double place(double value);

    /** Whether the value has a place: finite, and more than zero where the scale is logarithmic. */
    boolean shows(double value);

    List<Tick> ticks();

    double from();

    double to();

    Unit unit();

    /** {@code linear} or {@code log}: how the page's script reads a value back from a place. */
    String kind();
}
