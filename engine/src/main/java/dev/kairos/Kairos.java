package dev.kairos;

/** The program. */
public final class Kairos {

    private Kairos() {}

    public static void main(String[] args) {
        System.out.println("kairos");
    }
}
