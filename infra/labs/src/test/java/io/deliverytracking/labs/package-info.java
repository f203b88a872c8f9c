@NullMarked
package io.deliverytracking.labs;

import org.jspecify.annotations.NullMarked;
