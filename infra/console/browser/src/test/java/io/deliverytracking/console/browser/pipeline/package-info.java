/** The whole pipeline as processes, for pages that are looked at with real services behind them. */
package io.deliverytracking.console.browser.pipeline;
