/** What a browser gets: documents, the headers that protect them, and who may ask for what. */
@NullMarked
package io.deliverytracking.console.web;

import org.jspecify.annotations.NullMarked;
