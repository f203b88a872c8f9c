/**
 * Where riders are, by the hexagons of H3. The only package that knows the library.
 *
 * <p>{@link io.deliverytracking.analytics.domain.cell.CellDirectory} finds the cell of a fix, mostly without asking H3;
 * {@link io.deliverytracking.analytics.domain.cell.CellCounts} adds up a stretch of event time by cell.
 *
 * <p>Source: h3geo.org. The library is Elastic's port to Java, which needs nothing native.
 */
@NullMarked
package io.deliverytracking.analytics.domain.cell;

import org.jspecify.annotations.NullMarked;
