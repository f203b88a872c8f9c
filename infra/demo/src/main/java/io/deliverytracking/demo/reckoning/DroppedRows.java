package io.deliverytracking.demo.reckoning;

/**
 * Decides whether the rows that retention dropped of one rider can be those that are absent.
 *
 * <p>The database keeps only their number and the sum of their sequences. For the usual rider both must equal those of the absent
 * events, which n events that are not the absent ones can hardly fake by accident. A rider with events of unknown outcome, or
 * with copies of which not all were acknowledged, has some room: {@code spare} more rows may have been stored and dropped, so the
 * surplus must be possible within their sequences.
 */
final class DroppedRows {

    /** What stays unexplained: events missing although rows were dropped, rows dropped beyond what can have been sent. */
    record Unexplained(long missing, long surplus) {}

    private static final Unexplained NOTHING = new Unexplained(0, 0);

    private DroppedRows() {}

    /**
     * @param absent      copies that must be stored somewhere and are not in the table
     * @param absentSum   sum of their sequences
     * @param dropped     rows dropped by retention
     * @param droppedSum  sum of their sequences
     * @param spare       copies that may or may not have been stored, and are not in the table
     * @param spareLowest lowest sequence among these
     * @param spareHighest highest sequence among these
     */
    static Unexplained explain(
            long absent, long absentSum, long dropped, long droppedSum, long spare, int spareLowest, int spareHighest) {
        if (dropped < absent) {
            return new Unexplained(absent - dropped, 0);
        }
        long surplus = dropped - absent;
        long surplusSum = droppedSum - absentSum;
        if (surplus > spare) {
            return new Unexplained(0, surplus - spare);
        }
        if (surplus == 0) {
            return surplusSum == 0 ? NOTHING : new Unexplained(1, 1);
        }
        boolean possible = surplusSum >= surplus * spareLowest && surplusSum <= surplus * spareHighest;
        return possible ? NOTHING : new Unexplained(1, 1);
    }
}
