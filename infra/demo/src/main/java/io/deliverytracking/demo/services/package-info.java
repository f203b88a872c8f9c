/** What the demo consists of: which processes, with which settings, on which ports, ready when. Values only; starts nothing. */
@NullMarked
package io.deliverytracking.demo.services;

import org.jspecify.annotations.NullMarked;
