package io.deliverytracking.console.browser.benchmark;

/**
 * One renderer's measurement. Times in ms; quantiles of freshness are the page's own over ten seconds, and of all such
 * windows the worst counts.
 *
 * @param scriptMsMedian the map's own JavaScript a frame, by the page's clock
 * @param scriptMsP99 as the median; the worst of the windows
 * @param chromiumScriptMs all JavaScript of the page by Chromium's own books, spread over the frames: the cross-check, and
 *     the upper bound
 * @param freshnessMsP50 event time to drawn, the median of the windows
 * @param freshnessMsP99 event time to drawn, the worst of the windows
 */
record MapFigures(
        String renderer,
        long riders,
        double seconds,
        double framesPerSecond,
        double scriptMsMedian,
        double scriptMsP99,
        double chromiumScriptMs,
        double freshnessMsP50,
        double freshnessMsP99,
        double updatesPerSecond,
        double conflatedPerSecond,
        double heapMb) {}
