/** What tests do at the console, in the words of somebody who sits before it. */
package io.deliverytracking.console.browser.visit;
