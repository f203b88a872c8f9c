package io.deliverytracking.traces.gpx;

import io.deliverytracking.traces.FixSink;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceOptions;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One GPX file, 1.0 or 1.1, point by point into a {@link FixSink}.
 *
 * <ul>
 *   <li>Each track is a rider; in a file with one track it has the file's name, the next ones are {@code name#2}, ...
 *   <li>The segments of a track are one way: the rider went on, the receiver did not.
 *   <li>Routes are plans and waypoints are places: neither is a fix, and both are passed over.
 *   <li>A point needs a time. One without an offset is UTC, as GPX demands, unless a zone was told.
 *   <li>Speed (m/s) and course are taken where GPX 1.0 and Garmin's extensions have them.
 * </ul>
 *
 * <p>Elements are known by their local names: namespaces are often wrong or absent. Document types are passed over unread
 * and entities not resolved, so a file can neither name another nor blow itself up. Memory: one point.
 *
 * <p>Failure: {@link TraceException} if it is no GPX or has no track points. A file that is cut off or not well-formed
 * gives the points up to there.
 *
 * <p>Source: topografix.com/GPX/1/0/gpx.xsd and GPX/1/1/gpx.xsd.
 */
public final class GpxReader {

    private final TraceOptions options;

    public GpxReader(TraceOptions options) {
        this.options = options;
    }

    /** @param fileRider the rider of its first track */
    public void read(InputStream bytes, String fileRider, FixSink sink) throws IOException {
        TrackPoint point = new TrackPoint(options, fileRider);
        int waypoints = 0;
        long points = 0;
        int tracks = 0;
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ShortTags(bytes));
            try {
                boolean root = true;
                while (xml.hasNext()) {
                    if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                        continue;
                    }
                    String name = xml.getLocalName();
                    if (root && !name.equals("gpx")) {
                        throw new TraceException("it is XML, but no GPX: its root is <" + name + ">");
                    }
                    root = false;
                    switch (name) {
                        case "trk" -> {
                            tracks++;
                            point.rider = tracks == 1 ? fileRider : fileRider + "#" + tracks;
                        }
                        case "trkpt" -> {
                            point.read(xml, sink);
                            points++;
                        }
                        case "wpt", "rtept" -> waypoints++;
                        default -> {
                            // Metadata, names, segments, routes: nothing to know of them.
                        }
                    }
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException broken && points == 0) {
                throw broken;
            }
            onBroken(e, points, sink);
        }
        if (points == 0) {
            throw new TraceException("the GPX has no track points"
                    + (waypoints == 0 ? "" : "; its " + waypoints + " waypoints and points of routes are no fixes"));
        }
    }

    private static void onBroken(XMLStreamException e, long points, FixSink sink) {
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
        if (points == 0) {
            throw new TraceException("it is no well-formed XML: " + firstLine(e) + " (line " + line + ")", e);
        }
        sink.unreadable(line, RowProblem.FILE_BROKEN, firstLine(e));
    }

    /** Of the parser's words only what it says, without its own preface about the position. */
    private static String firstLine(XMLStreamException e) {
        String[] lines = String.valueOf(e.getMessage()).split("\n");
        return lines[lines.length - 1].replace("Message: ", "");
    }

    /** The JDK's own, whatever else is on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to another file");
        });
        return factory;
    }
}
