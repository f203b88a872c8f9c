/** CSV of many shapes: lines of bounded length, fields, columns, numbers. */
@NullMarked
package io.deliverytracking.traces.csv;

import org.jspecify.annotations.NullMarked;
