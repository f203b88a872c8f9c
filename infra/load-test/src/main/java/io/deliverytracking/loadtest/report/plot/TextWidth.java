package io.deliverytracking.loadtest.report.plot;

/** How wide words will be, about: nobody knows the reader's font. Wide rather than narrow, so that nothing is cut off. */
final class TextWidth {

    /** Of the letters in plots, in the drawing's units. */
    static final double FONT_SIZE = 11;

    private static final double WIDTH_OF_A_LETTER = 0.62 * FONT_SIZE;

    private TextWidth() {}

    static double of(String words) {
        return words.length() * WIDTH_OF_A_LETTER;
    }

    /** The words, cut with an ellipsis where they are wider than this. */
    static String within(double width, String words) {
        int letters = (int) (width / WIDTH_OF_A_LETTER);
        return words.length() <= letters || letters < 2 ? words : words.substring(0, letters - 1) + "…";
    }
}
