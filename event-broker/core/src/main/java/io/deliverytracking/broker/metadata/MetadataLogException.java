package io.deliverytracking.broker.metadata;

import org.jspecify.annotations.Nullable;

/** The metadata log could not do what was asked. Owner: {@link MetadataController}. */
public final class MetadataLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the caller may conclude. */
    public enum Kind {
        /** The epoch is over: the batch is certainly not in the log. */
        NOT_LEADER,
        /** The disk did not take the batch, as a full one doesn't: it is certainly not in the log, and may be appended again. */
        REFUSED,
        /** The batch may turn up in the log, or never: closed or lost leadership while it was under way. */
        UNKNOWN_OUTCOME,
        /** The stored bytes are damaged, or nobody knows what is on the disk: the node must not go on. */
        STORAGE
    }

    private final Kind kind;

    public MetadataLogException(Kind kind, String message) {
        this(kind, message, null);
    }

    public MetadataLogException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
