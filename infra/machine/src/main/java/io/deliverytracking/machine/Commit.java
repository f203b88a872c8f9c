package io.deliverytracking.machine;

import java.nio.file.Path;

/** The commit of a checkout. Stateless. */
public final class Commit {

    private Commit() {}

    /** Its first twelve digits, with "-dirty" where tracked files differ from it; {@link Machine#UNKNOWN} where git can't say. */
    public static String of(Path checkout) {
        return Answer.of(checkout, "git", "rev-parse", "--short=12", "HEAD")
                .map(commit -> isClean(checkout) ? commit : commit + "-dirty")
                .orElse(Machine.UNKNOWN);
    }

    private static boolean isClean(Path checkout) {
        return Answer.of(checkout, "git", "status", "--porcelain", "--untracked-files=no")
                .filter(String::isEmpty)
                .isPresent();
    }
}
