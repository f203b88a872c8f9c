package io.deliverytracking.traces;

/** Text of somebody else's file, fit for a line on a screen. */
public final class ShortText {

    private static final int SHOWN_CHARACTERS = 120;

    private ShortText() {}

    /** Its beginning, without control characters (a file must not steer the terminal). */
    public static String of(CharSequence text) {
        boolean whole = text.length() <= SHOWN_CHARACTERS;
        String shown = text.subSequence(0, whole ? text.length() : SHOWN_CHARACTERS)
                .toString()
                .replace('\t', ' ')
                .replaceAll("[\\p{Cntrl}\\x80-\\x9f]", "?");
        return whole ? shown : shown + "...";
    }
}
