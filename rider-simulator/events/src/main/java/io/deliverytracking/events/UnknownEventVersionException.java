package io.deliverytracking.events;

/** The bytes claim a {@code schema_version} that this reader does not know: it is older than the writer. */
public final class UnknownEventVersionException extends EventFormatException {

    private static final long serialVersionUID = 1L;

    private final int schemaVersion;

    UnknownEventVersionException(String message, int schemaVersion, int knownVersion) {
        super(
                Reason.UNKNOWN_VERSION,
                message + " has schema_version " + Integer.toUnsignedString(schemaVersion) + ", this reader knows "
                        + knownVersion,
                null);
        this.schemaVersion = schemaVersion;
    }

    /** The version in the bytes, unsigned. */
    public int schemaVersion() {
        return schemaVersion;
    }
}
