package dev.fairlead.helidon;

import java.util.List;

/** Promotions of one app, which knows one release. */
final class HeapPromotions implements Promotions {
    static final String RELEASE = "abcdef0123456789";

    private volatile Promoted desk = new Promoted("desk", "");

    @Override
    public List<Promoted> serving() {
        return List.of(desk);
    }

    @Override
    public String problem() {
        return "";
    }

    @Override
    public Promoted promote(String app, String release, String reason) {
        if (!app.equals("desk") || !RELEASE.startsWith(release)) {
            throw new IllegalArgumentException("no one release has the hash " + release);
        }
        desk = new Promoted(app, release.isEmpty() ? "" : RELEASE);
        return desk;
    }
}
