package dev.fairlead.radio;

import dev.fairlead.decide.MetricType;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.UntrainedApp;
import dev.fairlead.events.EventType;
import dev.fairlead.learn.LinearModel;
import dev.fairlead.registry.LinearModelType;
import dev.fairlead.registry.ModelType;
import java.util.List;

/** An app that is asked which song to play, as far as launches speak of it: tests that only launch never start it. */
public record RadioApp(String name) implements UntrainedApp<SongQuery, LinearModel> {
    /** The app of {@link SongQuery#TYPE}. */
    public static final RadioApp FEED = new RadioApp(SongQuery.TYPE.app());

    @Override
    public List<EventType<?>> events() {
        return Radio.EVENTS;
    }

    @Override
    public QueryType<SongQuery> queries() {
        return SongQuery.type(name);
    }

    @Override
    public List<MetricType> metrics() {
        return List.of(
                new MetricType("worth", "mean", "donation", "worth", "increase", 2),
                new MetricType("plays", "mean", "play", "", "increase", 1));
    }

    @Override
    public ModelType<LinearModel> models() {
        return LinearModelType.LINEAR;
    }
}
