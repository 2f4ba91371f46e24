package dev.kairos.http;

/** What key a route needs. Without keys configured, whoever reaches the server may do all. */
public enum Need {
    NO_KEY,
    WRITE_KEY,
    SECRET_KEY
}
