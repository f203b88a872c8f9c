/** The demo that a command looks at: one that runs already, or one of its own. */
@NullMarked
package io.deliverytracking.console.browser.demo;

import org.jspecify.annotations.NullMarked;
