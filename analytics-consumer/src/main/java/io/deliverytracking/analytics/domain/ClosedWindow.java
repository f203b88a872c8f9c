package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.cell.CellFigures;
import org.jspecify.annotations.Nullable;

/**
 * A window as it is remembered.
 *
 * @param cells null if they are not remembered any more, or have not changed
 */
public record ClosedWindow(WindowResult window, @Nullable CellFigures cells) {}
