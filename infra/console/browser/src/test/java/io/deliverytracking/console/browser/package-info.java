/** The scripts of the console's pages without a browser: their types, and their pure parts in Node.js. */
package io.deliverytracking.console.browser;
