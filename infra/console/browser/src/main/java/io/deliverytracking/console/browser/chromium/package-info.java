/** Chromium as this machine has it, driven by Playwright, whose own browsers are never downloaded. */
@NullMarked
package io.deliverytracking.console.browser.chromium;

import org.jspecify.annotations.NullMarked;
