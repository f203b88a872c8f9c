@NullMarked
package io.deliverytracking.labs.cli;

import org.jspecify.annotations.NullMarked;
