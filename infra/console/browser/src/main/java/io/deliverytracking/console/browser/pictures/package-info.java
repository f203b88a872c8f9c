/** The pictures of the documents, taken from a running demo. */
@NullMarked
package io.deliverytracking.console.browser.pictures;

import org.jspecify.annotations.NullMarked;
