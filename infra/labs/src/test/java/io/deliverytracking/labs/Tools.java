package io.deliverytracking.labs;

import static org.junit.jupiter.api.Assumptions.abort;

import io.deliverytracking.labs.stage.LessonLeftOut;
import java.util.concurrent.Callable;

/** What a lesson needs and a JDK does not bring. */
public final class Tools {

    private Tools() {}

    /** What {@code lesson} gives; skips the test where something is missing, unless {@code ./delivery test} forbids it. */
    public static <T> T orSkip(Callable<T> lesson) throws Exception {
        try {
            return lesson.call();
        } catch (LessonLeftOut e) {
            if (Boolean.getBoolean("require.tools")) {
                throw e;
            }
            return abort(e.getMessage());
        }
    }
}
