package dev.kairos.pack;

import java.util.List;

/** A list, in brackets or one item a line. */
final class YamlList extends YamlNode {

    private final List<YamlNode> items;
    private final long weight;

    YamlList(YamlSource source, String name, int line, List<YamlNode> items) {
        super(source, name, line);
        this.items = List.copyOf(items);
        this.weight = 1 + items.stream().mapToLong(YamlNode::weight).sum();
    }

    @Override
    public List<YamlNode> list() {
        return items;
    }

    @Override
    String described() {
        return "a list";
    }

    @Override
    long weight() {
        return weight;
    }
}
