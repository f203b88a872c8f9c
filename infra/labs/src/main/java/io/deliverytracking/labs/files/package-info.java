/** What lessons leave on disk for as long as they run. */
@NullMarked
package io.deliverytracking.labs.files;

import org.jspecify.annotations.NullMarked;
