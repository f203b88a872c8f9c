/**
 * A document as a tree of elements: markup that is HTML and well-formed XML at once, with all escaping in one place.
 *
 * <p>Threading: values of one thread.
 */
@NullMarked
package io.deliverytracking.loadtest.report.html;

import org.jspecify.annotations.NullMarked;
