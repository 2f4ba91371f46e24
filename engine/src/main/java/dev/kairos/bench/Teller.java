package dev.kairos.bench;

/** Who is told how a measurement goes. One thread. */
public interface Teller {

    /** A line that stays. */
    void say(String line);

    /** How far long work is. */
    void progress(String what, long done, long of);

    /** The work that was last told of is done. */
    void done();
}
