@NullMarked
package io.deliverytracking.labs.database;

import org.jspecify.annotations.NullMarked;
