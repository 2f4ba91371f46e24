/** The catalogue of metrics, the recorders behind them, and their exposition. */
@NullMarked
package dev.kairos.metrics;

import org.jspecify.annotations.NullMarked;
