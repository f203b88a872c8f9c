/** What a lesson speaks through: actions, a timeline, tables, evidence; told in plain text or as JSON. */
@NullMarked
package io.deliverytracking.labs.stage;

import org.jspecify.annotations.NullMarked;
