@NullMarked
package io.deliverytracking.labs.lessons;

import org.jspecify.annotations.NullMarked;
