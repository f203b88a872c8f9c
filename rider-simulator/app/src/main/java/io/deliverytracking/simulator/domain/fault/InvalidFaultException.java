package io.deliverytracking.simulator.domain.fault;

/** A fault setting is out of range; names the field. */
public final class InvalidFaultException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    InvalidFaultException(String field, String what) {
        super(field + " " + what);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
