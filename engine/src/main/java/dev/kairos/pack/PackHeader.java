package dev.kairos.pack;

import dev.kairos.mistake.Nearest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code pack.yaml} says. */
record PackHeader(String name, String description, ZoneId timeZone, String locale) {

    /** What is assumed while the file itself cannot be read, so that the other files can be checked. */
    static final PackHeader UNREAD = new PackHeader("unread", "", ZoneOffset.UTC, "en");

    static PackHeader read(YamlMap file) {
        YamlNode name = file.require("name", "name: my-pack");
        String id = name == null ? null : name.text();
        if (id != null) {
            Ids.check("a pack's name", id, name.line(), name);
        }
        String description = file.text("description");
        PackHeader header = new PackHeader(
                id == null ? UNREAD.name : id,
                description == null ? "" : description,
                timeZone(file.get("timeZone")),
                locale(file.get("locale"), UNREAD.locale));
        file.refuseOthers();
        return header;
    }

    private static ZoneId timeZone(@Nullable YamlNode node) {
        String zone = node == null ? null : node.text();
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        if (zone.equals("Z") || ZoneId.getAvailableZoneIds().contains(zone)) {
            return ZoneId.of(zone);
        }
        String nearest = Nearest.hint(zone, ZoneId.getAvailableZoneIds());
        node.mistake(
                "timeZone: there is no time zone '" + zone + "'",
                nearest != null ? nearest : "write a name such as Europe/Berlin or UTC");
        return ZoneOffset.UTC;
    }

    /** A BCP 47 tag in its usual spelling, e.g. {@code de-CH} for {@code de-ch}. */
    static String locale(@Nullable YamlNode node, String orElse) {
        String tag = node == null ? null : node.text();
        if (tag == null) {
            return orElse;
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (locale.getLanguage().matches("[a-z]{2,3}")) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            // told below, with what to write
        }
        String dashed = tag.replace('_', '-');
        node.mistake(
                node.name() + ": '" + tag + "' is not a language tag",
                tag.equals(dashed) ? "write one such as de or de-CH" : "write " + dashed);
        return orElse;
    }
}
