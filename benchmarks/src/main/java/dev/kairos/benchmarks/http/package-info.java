/** The server under load, beside the floor: what a raw echo on the same machine does in the same run. */
package dev.kairos.benchmarks.http;
