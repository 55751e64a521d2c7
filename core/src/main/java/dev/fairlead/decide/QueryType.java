package dev.fairlead.decide;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import dev.fairlead.events.Schema;
import java.util.List;

/**
 * How an app's queries look.
 *
 * @param app the app's name
 * @param schema fields of the query, from which it is read, written into decisions, and described
 * @param units kinds of unit that its queries name and launches can randomize, the usual one first
 * @param reader reads what a product sends
 */
public record QueryType<Q extends Query>(String app, Schema<Q> schema, List<String> units, Reader<Q> reader) {
    /** Reads a query from what a product sends, which may be shorter than what a decision keeps. */
    public interface Reader<Q> {
        Q read(Fields fields) throws ContractViolation;
    }

    /** Queries that products send as decisions keep them. */
    public QueryType(String app, Schema<Q> schema, List<String> units) {
        this(app, schema, units, fields -> {
            Contract in = new Contract(fields);
            Q query = schema.read(in);
            in.refuseUnread();
            return query;
        });
    }
}
