package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.cell.CellFigures;

/** Takes the results, on the reader's thread. */
public interface WindowSink {

    /** A window has closed; they come in the order of their ends, of one end the shortest first. */
    void closed(WindowResult window, CellFigures cells);

    /** An event of a window that was closed before has been refused. */
    void refused(WindowSize size, long startMs, Refused refused);
}
