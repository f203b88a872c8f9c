package io.deliverytracking.broker.simulation;

/** What may go wrong for a client, because the disk has failed; everything else has to work. */
interface Excuse {

    /** The disk works. */
    Excuse NONE = new Excuse() {
        @Override
        public boolean isNone() {
            return true;
        }

        @Override
        public boolean ofPartition(String topic, int partition) {
            return false;
        }

        @Override
        public boolean ofCluster() {
            return false;
        }
    };

    /** Whether the disk has worked so far. */
    boolean isNone();

    /** Whether requests to this partition may fail. */
    boolean ofPartition(String topic, int partition);

    /** Whether changes of the metadata may fail, and the broker end or not start. */
    boolean ofCluster();
}
