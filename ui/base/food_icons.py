"""Which drawn icon stands for a food: by the words of its id, else by its group; a dish has those of its parts."""

from collections.abc import Iterable, Mapping

from planner.foods.food import Food

FOLDER = "food/"
ANYTHING = "plate"
GROUPS: Mapping[str, str] = {
    "Beans and lentils": "bean",
    "Breads": "bread",
    "Breakfast cereals": "cereal",
    "Dairy": "cheese",
    "Dried fruit": "dried_fruit",
    "Drinks": "drink",
    "Eggs": "egg",
    "Fish and seafood": "fish",
    "Fruit": "apple",
    "Grains and pasta": "rice",
    "Herbs and condiments": "herb",
    "Leafy greens": "leaf",
    "Meat": "meat",
    "Nuts and seeds": "nut",
    "Oils and fats": "oil",
    "Plant milks": "milk",
    "Potatoes and roots": "potato",
    "Poultry": "poultry",
    "Sauces and dips": "sauce",
    "Soups": "soup",
    "Soy foods": "tofu",
    "Sweets and snacks": "cookie",
    "Vegetables": "broccoli",
    "Whole grains": "rice",
    "Bakes and roasts": "oven_dish",
    "Breakfasts": "cereal",
    "Dips and sides": "sauce",
    "Pasta and grains": "pasta",
    "Salads and bowls": "salad",
    "Sandwiches and wraps": "sandwich",
    "Snacks and sweets (dishes)": "cake",
    "Stews and curries": "oven_dish",
    "Stir-fries": "pan",
}
# The first row that fits counts: an icon, groups it may stand for (all where there are none), and words of ids.
WORDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("bean", ("Soy foods",), "edamame soybeans natto nuts"),
    ("yogurt", ("Soy foods", "Dairy"), "yogurt ricotta cottage kefir sour cream buttermilk"),
    ("sausage", ("Soy foods", "Meat", "Poultry"), "frankfurter sausage bratwurst chorizo salami"),
    ("sandwich", ("Soy foods", "Meat"), "burger"),
    ("milk", ("Dairy",), "milk"),
    ("bread", ("Sweets and snacks",), "toast"),
    ("pea", ("Vegetables",), "peas green_beans"),
    ("bean", ("Vegetables",), "lima succotash"),
    ("flatbread", ("Breads",), "tortilla taco naan pita chapati matzo focaccia"),
    (
        "cracker",
        ("Breads", "Sweets and snacks"),
        "crispbread wafers melba crackers graham rice_cakes pretzels",
    ),
    ("roll", ("Breads",), "bun bagel muffin croissant roll"),
    ("grain", ("Breakfast cereals",), "germ bran rolled oats_dry"),
    ("shell", ("Fish and seafood",), "clams mussels oysters scallops"),
    ("shrimp", ("Fish and seafood",), "shrimp crab lobster surimi squid octopus"),
    ("avocado", ("Fruit",), "avocado"),
    ("banana", ("Fruit", "Potatoes and roots"), "banana plantain"),
    ("strawberry", ("Fruit",), "strawberries"),
    (
        "berries",
        ("Fruit",),
        "blackberries blackcurrants blueberries gooseberries raspberries redcurrants guava",
    ),
    ("cherry", ("Fruit",), "cherries"),
    ("citrus", ("Fruit",), "grapefruit kumquats mandarin mandarins orange"),
    ("grapes", ("Fruit",), "grapes lychees"),
    ("melon", ("Fruit",), "cantaloupe honeydew watermelon papaya"),
    ("pear", ("Fruit",), "pear pears figs"),
    ("peach", ("Fruit",), "apricot apricots mango nectarine peach peaches plum plums prunes persimmon passion"),
    ("pineapple", ("Fruit",), "pineapple jackfruit prickly"),
    ("pasta", ("Grains and pasta", "Whole grains"), "pasta noodles soba"),
    ("grain", ("Whole grains", "Grains and pasta"), "barley bulgur spelt kamut couscous polenta"),
    ("citrus", ("Herbs and condiments",), "lemon lime"),
    ("garlic", ("Herbs and condiments",), "garlic ginger horseradish"),
    ("spice", ("Herbs and condiments",), "chili cinnamon cumin curry onion paprika turmeric"),
    ("oil", ("Herbs and condiments",), "vinegar sauce tamari ketchup mustard miso"),
    ("jar", ("Herbs and condiments",), "extract capers"),
    ("pepper", ("Herbs and condiments", "Vegetables"), "jalapeno pepper pimientos"),
    ("lettuce", ("Leafy greens",), "lettuce endive escarole radicchio chicory bok gai"),
    ("cabbage", ("Leafy greens", "Vegetables"), "cabbage sauerkraut kimchi sprouts_brussels brussels"),
    ("almond", ("Nuts and seeds",), "almonds pistachios"),
    ("seed", ("Nuts and seeds",), "seeds flaxseed"),
    ("jar", ("Nuts and seeds",), "butter tahini paste"),
    ("butter", ("Oils and fats",), "butter spread margarine ghee"),
    ("jar", ("Oils and fats",), "mayonnaise"),
    ("carrot", ("Potatoes and roots", "Vegetables"), "parsnips carrots"),
    ("beet", ("Potatoes and roots", "Vegetables"), "beets celeriac rutabaga turnips radishes daikon kohlrabi jicama"),
    ("tomato", ("Sauces and dips", "Vegetables"), "tomato tomatoes marinara salsa"),
    ("mushroom", ("Vegetables",), "mushroom mushrooms portobello shiitake"),
    ("pumpkin", ("Vegetables",), "acorn butternut pumpkin spaghetti"),
    ("cucumber", ("Vegetables",), "cucumber pickles zucchini squash_yellow yellow okra chayote melon nopales"),
    ("eggplant", ("Vegetables",), "eggplant"),
    ("corn", ("Vegetables",), "corn sweetcorn"),
    ("onion", ("Vegetables",), "onions leeks scallions shallots fennel"),
    ("herb", ("Vegetables",), "asparagus celery bamboo wakame"),
    ("cup", ("Drinks",), "tea coffee espresso cocoa"),
    ("water", ("Drinks",), "water"),
    ("ice_cream", ("Sweets and snacks",), "ice frozen"),
    ("chocolate", ("Sweets and snacks",), "dark bar semisweet almonds peanuts"),
    ("honey", ("Sweets and snacks",), "honey syrup molasses jam marmalade"),
    ("sugar", ("Sweets and snacks",), "sugar"),
    ("popcorn", ("Sweets and snacks",), "popcorn chips crisps"),
    ("nut", ("Sweets and snacks",), "mix"),
    ("cake", ("Sweets and snacks",), "pie cake bread custard pudding gingerbread brownie muffin pancake waffle"),
)


def icon_of(food: Food) -> str:
    """The name of the icon of a food or dish, as ``Look.icon`` and ``Look.draw`` take it."""
    words = f"_{food.id}_"
    for icon, groups, known in WORDS:
        if food.group in groups and any(f"_{word}_" in words for word in known.split()):
            return FOLDER + icon
    return FOLDER + GROUPS.get(food.group, ANYTHING)


def icons_of(food: Food, most: int = 3) -> tuple[str, ...]:
    """The icons of a food, or of the largest parts of a dish, largest first; no icon comes twice."""
    return icons_of_parts(((part.food, part.grams) for part in food.ingredients), most) or (icon_of(food),)


def icons_of_parts(parts: Iterable[tuple[Food, float]], most: int = 3) -> tuple[str, ...]:
    """The icons of the largest of these foods, with their weights [g], such as those of a meal."""
    largest = sorted(parts, key=lambda part: -part[1])
    return tuple(dict.fromkeys(icon_of(food) for food, _grams in largest))[:most]
