package io.deliverytracking.traces.gpx;

import io.deliverytracking.events.Limits;
import io.deliverytracking.traces.FixSink;
import io.deliverytracking.traces.RawFix;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.TimeFormat;
import io.deliverytracking.traces.TimeParser;
import io.deliverytracking.traces.TraceOptions;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One {@code trkpt} to the numbers of a fix, or the reason why not; filled again for each point. */
final class TrackPoint {

    /** No number and no time is longer; what is cannot be one. */
    private static final int LONGEST_TEXT = 64;

    private final TimeParser times;
    private final RawFix fix = new RawFix();
    private final StringBuilder text = new StringBuilder();
    private String time = "";
    private double speed;
    private double course;

    /** Of the track that is being read. */
    String rider;

    TrackPoint(TraceOptions options, String rider) {
        this.rider = rider;
        times = new TimeParser(new TraceOptions(
                options.columns(),
                Optional.empty(),
                Optional.empty(),
                0,
                TimeFormat.ISO_8601,
                Optional.empty(),
                options.timeZone().or(() -> Optional.of(ZoneOffset.UTC)),
                options.start(),
                Optional.empty(),
                options.speedUnit(),
                options.maxRows()));
    }

    /** From the start of the element to its end. */
    void read(XMLStreamReader xml, FixSink sink) throws XMLStreamException {
        long line = xml.getLocation().getLineNumber();
        String latitude = attribute(xml, "lat");
        String longitude = attribute(xml, "lon");
        time = "";
        speed = Double.NaN;
        course = Double.NaN;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                text.setLength(0);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                take(xml.getLocalName(), depth);
                text.setLength(0);
            } else if (event == XMLStreamConstants.CHARACTERS && text.length() <= LONGEST_TEXT) {
                int length = Math.min(xml.getTextLength(), LONGEST_TEXT + 1);
                text.append(xml.getTextCharacters(), xml.getTextStart(), length);
            }
        }
        RowProblem problem = parse(latitude, longitude);
        if (problem == null) {
            sink.fix(rider, fix);
        } else {
            sink.unreadable(
                    line,
                    problem,
                    "<trkpt lat=\"" + latitude + "\" lon=\"" + longitude + "\"> with time \"" + time + "\"");
        }
    }

    private void take(String element, int depth) {
        if (element.equals("time") && depth == 1) {
            time = text.toString().strip();
        } else if (element.equals("speed")) {
            speed = number(text.toString());
        } else if (element.equals("course")) {
            course = number(text.toString());
        }
    }

    private @Nullable RowProblem parse(String latitudeText, String longitudeText) {
        double latitude = number(latitudeText);
        if (Double.isNaN(latitude)) {
            return RowProblem.LATITUDE_UNREADABLE;
        }
        double longitude = number(longitudeText);
        if (Double.isNaN(longitude)) {
            return RowProblem.LONGITUDE_UNREADABLE;
        }
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            return RowProblem.POSITION_OUT_OF_RANGE;
        }
        if (latitude == 0 && longitude == 0) {
            return RowProblem.NO_POSITION;
        }
        if (time.isEmpty()) {
            return RowProblem.NO_TIME;
        }
        fix.timeMs = times.parse(time);
        if (fix.timeMs == TimeParser.OUT_OF_RANGE) {
            return RowProblem.TIME_OUT_OF_RANGE;
        }
        if (fix.timeMs == TimeParser.UNREADABLE) {
            return RowProblem.TIME_UNREADABLE;
        }
        fix.latitudeE7 = (int) Math.round(latitude * 1e7);
        fix.longitudeE7 = (int) Math.round(longitude * 1e7);
        double cmS = speed * 100;
        fix.speedCmS = cmS >= 0 && cmS <= Limits.MAX_SPEED_CM_S ? (int) Math.round(cmS) : RawFix.UNKNOWN;
        fix.headingDeg = course >= 0 && course <= 360 ? (int) Math.round(course) % 360 : RawFix.UNKNOWN;
        return null;
    }

    /** Empty if there is none. */
    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value.length() <= LONGEST_TEXT ? value : value.substring(0, LONGEST_TEXT) + "...";
    }

    /** NaN if it is none. */
    private static double number(String text) {
        String number = text.strip();
        if (number.isEmpty() || number.length() > LONGEST_TEXT) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(number);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
