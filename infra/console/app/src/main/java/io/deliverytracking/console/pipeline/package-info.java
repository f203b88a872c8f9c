/**
 * The picture of the running pipeline: every service and the log are asked once a second for all browsers together, and only
 * while somebody looks.
 */
@NullMarked
package io.deliverytracking.console.pipeline;

import org.jspecify.annotations.NullMarked;
