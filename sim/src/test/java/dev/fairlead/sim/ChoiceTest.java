package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final MarketConfig CONFIG =
            new MarketConfig(2, 50, 50, 10, 7, java.time.Instant.parse("2026-01-05T00:00:00Z"), 20, 0.5, 0);

    @Test
    void theAverageOverIntentsIsTheSumOverEachOfThem() {
        List<Category> leaves = Category.all(CONFIG.seed());
        long at = CONFIG.end().toEpochMilli();
        for (SimUser shopper : UserPopulation.of(CONFIG, leaves)) {
            for (SimItem offer : CatalogueGenerator.of(CONFIG, leaves)) {
                double browsing = 1;
                double click = 0;
                double purchase = 0;
                for (int leaf = 0; leaf < leaves.size(); leaf++) {
                    double share = shopper.taste.intents()[leaf];
                    browsing -= share;
                    click += share * Choice.click(shopper, offer, leaf, at);
                    purchase +=
                            share * Choice.click(shopper, offer, leaf, at) * Choice.purchase(shopper, offer, leaf, at);
                }
                int none = Choice.BROWSING;
                click += browsing * Choice.click(shopper, offer, none, at);
                purchase +=
                        browsing * Choice.click(shopper, offer, none, at) * Choice.purchase(shopper, offer, none, at);
                assertEquals(click, Choice.click(shopper, offer, at), 1e-12);
                assertEquals(purchase, Choice.clickThenPurchase(shopper, offer, at), 1e-12);
            }
        }
    }
}
