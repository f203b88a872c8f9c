package io.deliverytracking.location.view;

import io.deliverytracking.location.domain.BoxContent;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The riders in a box in JSON. */
@Schema(name = "Box", description = "The riders in a box")
public record BoxView(
        @Schema(description = "How many riders are in the box")
        int total,

        @Schema(description = "The first of them up to the limit, in no particular order")
        List<RiderView> riders) {

    /** The JSON form of a box's content. */
    public static BoxView of(BoxContent content) {
        return new BoxView(
                content.total(), content.riders().stream().map(RiderView::of).toList());
    }
}
