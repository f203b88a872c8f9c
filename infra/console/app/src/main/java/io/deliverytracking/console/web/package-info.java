/** What a browser gets: documents, and the headers that protect them. */
@NullMarked
package io.deliverytracking.console.web;

import org.jspecify.annotations.NullMarked;
