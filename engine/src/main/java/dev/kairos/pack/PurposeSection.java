package dev.kairos.pack;

import dev.kairos.catalogue.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code purposes}: what customers consent to, and what other standards call it. */
final class PurposeSection {

    /** TCF v2.2 declares so many. */
    private static final int MAX_TCF_PURPOSE = 11;

    /** Fits into the evidence of a consent, in any script. */
    private static final int MAX_CATEGORY_CHARS = 80;

    private static final List<String> CONSENT = List.of("granted", "denied");

    private final Map<String, Purpose> purposes = new LinkedHashMap<>();

    static Map<String, Purpose> read(YamlMap section) {
        PurposeSection reader = new PurposeSection();
        section.entries().forEach(reader::readPurpose);
        return reader.purposes;
    }

    private void readPurpose(YamlMap.Entry entry) {
        Ids.check("the id of a purpose", entry.key(), entry.line(), entry.value());
        Purpose purpose = entry.value() instanceof YamlMap map
                ? declared(entry.key(), map)
                : new Purpose(entry.key(), purposes.size(), isGranted(entry.value()));
        purposes.put(entry.key(), purpose);
    }

    private Purpose declared(String id, YamlMap map) {
        YamlNode unlessSaid = map.get("default");
        boolean granted = unlessSaid != null && isGranted(unlessSaid);
        List<Integer> tcf = tcfPurposes(map.oneOrMore("tcf"));
        List<String> categories = categories(map.oneOrMore("segment"));
        boolean deniedByGpc = isDeny(map.get("gpc"));
        map.refuseOthers();
        return new Purpose(id, purposes.size(), granted, tcf, categories, deniedByGpc);
    }

    private static boolean isGranted(YamlNode unlessSaid) {
        String word = unlessSaid.text();
        if (word != null && !CONSENT.contains(word)) {
            unlessSaid.wrongType("granted or denied", "write what holds for a customer who was never asked");
        }
        return "granted".equals(word);
    }

    private static List<Integer> tcfPurposes(List<YamlNode> items) {
        List<Integer> numbers = new ArrayList<>();
        for (YamlNode item : Ids.distinct(items)) {
            Long number = item.whole();
            if (number != null && (number < 1 || number > MAX_TCF_PURPOSE)) {
                item.mistake("tcf: " + number + " is no purpose of the TCF", "from 1 to " + MAX_TCF_PURPOSE);
            } else if (number != null) {
                numbers.add(number.intValue());
            }
        }
        Collections.sort(numbers);
        return numbers;
    }

    private static List<String> categories(List<YamlNode> items) {
        List<String> names = new ArrayList<>();
        for (YamlNode item : Ids.distinct(items)) {
            String name = item.text();
            if (name != null && (name.isBlank() || name.length() > MAX_CATEGORY_CHARS)) {
                item.mistake(
                        "segment: '" + Ids.shortened(name) + "' cannot be a category of consent",
                        "write the category's name as in Segment, at most " + MAX_CATEGORY_CHARS + " characters");
            } else if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isDeny(@Nullable YamlNode node) {
        String word = node == null ? null : node.text();
        if (word != null && !word.equals("deny")) {
            node.wrongType("deny", "leave the key out when Global Privacy Control says nothing of this purpose");
        }
        return "deny".equals(word);
    }
}
