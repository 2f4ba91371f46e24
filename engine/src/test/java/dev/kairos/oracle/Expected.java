package dev.kairos.oracle;

import org.jspecify.annotations.Nullable;

/** What one placement is to be answered. */
record Expected(
        String placement, @Nullable String action, @Nullable String fragment, String reason, boolean fallback) {}
