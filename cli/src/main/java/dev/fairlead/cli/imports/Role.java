package dev.fairlead.cli.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column usually is, by its name. */
enum Role {
    USER("user uid userid visitorid visitor customerid customer memberid clientid accountid profileid "
            + "deviceid cookieid reviewerid buyerid personid anonymousid uuid guestid"),
    SESSION("session sessionid sid visitid usersession sessionkey"),
    ITEM("item itemid iid productid product sku stockcode movieid articleid asin parentasin isbn contentid "
            + "newsid videoid trackid songid bookid businessid offerid listingid goodsid hotelid gameid "
            + "courseid recipeid productsku"),
    TIME("time timestamp ts when date datetime eventtime createdat unixreviewtime invoicedate tdat "
            + "orderdate purchasedate eventtimestamp clicktime reviewtime eventdate servertime "
            + "servertimestampepochms at updatedat occurredat"),
    TYPE("event type eventtype action actiontype behavior behaviour behaviortype activity eventname "
            + "interactiontype"),
    RATING("rating ratings score stars overall bookrating userrating"),
    ORDER("transactionid orderid order invoice invoiceno basketid transaction"),
    QUANTITY("quantity qty units"),
    PRICE("price unitprice saleprice listprice amount"),
    REQUEST("request requestid impressionid slateid queryid listid pageviewid"),
    POSITION("position rank pos slot displayposition"),
    CLICKED("clicked click isclick isclicked label"),
    TITLE("title name itemname producttitle productname movietitle description"),
    CATEGORY("category categories categoryid cat class genre genres categorycode department itemcategory "
            + "subcategory"),
    BRAND("brand brandid manufacturer"),
    SELLER("seller sellerid vendor vendorid merchantid shopid storeid"),
    STOCK("stock inventory quantityinstock onhand"),
    CURRENCY("currency"),
    MARKET("market country platform"),
    LANGUAGE("language lang locale"),
    SURFACE("surface page placement"),
    DEVICE("device devicetype");

    private final List<String> names;

    /** @param names in lower case without anything but letters and digits */
    Role(String names) {
        this.names = List.of(names.split(" "));
    }

    /** The role of a column; empty if its name says none. */
    static Optional<Role> of(String column) {
        String plain = column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return Arrays.stream(values())
                .filter(role -> role.names.contains(plain))
                .findFirst();
    }
}
