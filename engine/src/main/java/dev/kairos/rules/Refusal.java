package dev.kairos.rules;

import com.github.javaparser.ast.Node;
import org.jspecify.annotations.Nullable;

/** Reports a mistake in a consequence at its place. */
@FunctionalInterface
interface Refusal {

    void refuse(Node node, String message, @Nullable String hint);
}
