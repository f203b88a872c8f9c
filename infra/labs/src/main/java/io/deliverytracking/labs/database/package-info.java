/** The database of the lessons that need one. */
@NullMarked
package io.deliverytracking.labs.database;

import org.jspecify.annotations.NullMarked;
