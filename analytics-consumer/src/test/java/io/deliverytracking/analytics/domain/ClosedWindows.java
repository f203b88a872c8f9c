package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.cell.CellFigures;
import java.util.ArrayList;
import java.util.List;

/** Every result in the order in which it came, and the history that they make. */
public final class ClosedWindows implements WindowSink {

    public final List<WindowResult> inOrder = new ArrayList<>();
    public final WindowHistory history = new WindowHistory(1_000, 1_000);

    @Override
    public void closed(WindowResult window, CellFigures cells) {
        inOrder.add(window);
        history.closed(window, cells);
    }

    @Override
    public void refused(WindowSize size, long startMs, Refused refused) {
        history.refused(size, startMs, refused);
    }
}
