/** What the repository's documents say of its files is held against the files. */
@NullMarked
package io.deliverytracking.demo.docs;

import org.jspecify.annotations.NullMarked;
