package io.deliverytracking.simulator.domain.city.plan;

import java.util.ArrayList;
import java.util.List;

/** Names of no city in particular. */
final class Names {

    private static final String CENTRE = "Old Town";

    private static final String[] DISTRICTS = {
        "Riverside", "Harbour", "Castle Hill", "Mill Quarter", "St. Anna", "Northgate", "Lindenfeld", "Weavers' End",
        "Station Quarter", "University", "Rosenau", "Kingsmead", "Fishergate", "Belvedere", "Tanners' Row", "Westend",
        "Saltmarket", "Vineyards", "Ashgrove", "Botanica", "Stonebridge", "Orchard Park", "Gasworks", "Hollowfield",
        "Abbey Fields", "Brickfields", "Sunnyside", "Greenwood"
    };

    private static final String[] KITCHENS = {
        "Trattoria",
        "Pizzeria",
        "Sushi",
        "Curry House",
        "Bistro",
        "Taverna",
        "Burger",
        "Noodles",
        "Kebab",
        "Bakery",
        "Brasserie",
        "Cantina",
        "Pho",
        "Falafel",
        "Dumplings",
        "Grill"
    };

    private static final String[] SIGNS = {
        "Luna", "Verde", "Paradiso", "Nine", "Golden Fork", "Sakura", "Jasmine", "Rosa", "Corner", "Old Mill", "Marina",
        "Saffron", "Olive", "Blue Door", "Giovanni", "Lotus", "Panda", "Zagros", "Milano", "Bella", "Mango", "Pepper",
        "Linde", "Central", "Bridge", "Capri", "Istanbul", "Hanoi", "Athena", "Delhi", "Sol", "Nord"
    };

    private Names() {}

    /** Different ones; the first is the centre's. */
    static List<String> ofDistricts(Dice dice, int count) {
        List<String> left = new ArrayList<>(List.of(DISTRICTS));
        List<String> names = new ArrayList<>();
        names.add(CENTRE);
        while (names.size() < count) {
            names.add(left.remove(dice.below(left.size())));
        }
        return names;
    }

    /** There may be more than one of a name, as in life. */
    static String ofRestaurant(Dice dice) {
        return KITCHENS[dice.below(KITCHENS.length)] + " " + SIGNS[dice.below(SIGNS.length)];
    }
}
