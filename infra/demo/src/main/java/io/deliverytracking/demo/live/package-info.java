/** What the live line shows: lag and rate from the log, rows from SQL, CPU and memory from the system; and the line itself, pure. */
@NullMarked
package io.deliverytracking.demo.live;

import org.jspecify.annotations.NullMarked;
