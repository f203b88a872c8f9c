package io.deliverytracking.events.ledger;

/**
 * Arithmetic of the window behind a rider's count of settled sequences: which of the next 64 are settled out of order.
 *
 * <p>The window is a ring of 64 bits; sequence {@code s} has bit {@code s mod 64}. A ring that cleared bits behind it
 * would need two stores to move on (count and bits), and a process killed between them would leave a lie. So bits are
 * never cleared: their meaning turns over with each lap of the ring. In even laps ({@code s / 64} even) a one means
 * settled, in odd laps a zero does:
 *
 * <pre>
 * settled up to 70, 72 settled ahead       bit  0 1 2 3 4 5 6 7 8 9 ...
 *   lap 0 left ones everywhere,                 0 0 0 0 0 0 1 1 0 1 ...
 *   lap 1 turns them to zeros                   64        69  ^71   ^73 open
 *                                                    70 open  72 settled
 * </pre>
 *
 * <p>Moving on is one store of the count: bit {@code s mod 64}, which said that {@code s} is settled, by the same value
 * says that {@code s + 64} is open. Pure functions; no state.
 */
final class SettledWindow {

    static final int SIZE = 64;

    private SettledWindow() {}

    static boolean isSettled(long window, int sequence) {
        boolean one = (window >>> sequence & 1) != 0;
        return one == isEvenLap(sequence);
    }

    static long settle(long window, int sequence) {
        long bit = 1L << sequence;
        return isEvenLap(sequence) ? window | bit : window & ~bit;
    }

    /** The first sequence from {@code settledUpTo} on that the window calls open. */
    static int firstOpen(long window, int settledUpTo) {
        int sequence = settledUpTo;
        while (sequence - settledUpTo < SIZE && isSettled(window, sequence)) {
            sequence++;
        }
        return sequence;
    }

    private static boolean isEvenLap(int sequence) {
        return (sequence & SIZE) == 0;
    }
}
