/** Over HTTP: the Java client under load, and what JSON costs by itself. The load on the server is {@code kairos bench}. */
package dev.kairos.benchmarks.http;
