package io.deliverytracking.loadtest.report.html;

/** A part of a document. */
public interface Node {

    void writeTo(StringBuilder out);
}
