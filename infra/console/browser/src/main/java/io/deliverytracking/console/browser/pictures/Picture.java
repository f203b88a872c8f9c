package io.deliverytracking.console.browser.pictures;

import com.microsoft.playwright.options.ColorScheme;

/**
 * One picture of the README.
 *
 * @param file its name in {@code infra/docs/screenshots}
 * @param path of the page; {@code {rider}} stands for a rider with an order
 * @param ready a condition in the page: what has to be there to see
 */
record Picture(String file, String path, ColorScheme scheme, String ready) {}
