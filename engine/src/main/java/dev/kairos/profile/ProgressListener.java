package dev.kairos.profile;

/** Told now and then how far long work has got. */
@FunctionalInterface
public interface ProgressListener {

    void at(long done, long total);
}
