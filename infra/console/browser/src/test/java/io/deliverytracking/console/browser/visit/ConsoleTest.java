package io.deliverytracking.console.browser.visit;

import io.deliverytracking.console.browser.pipeline.Pipeline;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the console in a real Chromium with a {@link Pipeline} behind it; both are started once for all classes.
 * Tests and life-cycle methods take the pipeline and a {@link Visitor} as parameters.
 *
 * <p>A page that throws an error nobody catches fails its test; a failed test leaves a picture of each of its pages, and
 * what their consoles said, in {@code target/failures}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ConsoleExtension.class)
public @interface ConsoleTest {}
