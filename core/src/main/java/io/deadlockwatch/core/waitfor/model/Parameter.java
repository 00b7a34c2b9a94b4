package io.deadlockwatch.core.waitfor.model;

/**
 * What of a parameter's words is the address it leads to.
 *
 * @param reassigned whether the body assigns the parameter or takes its address: the printed word then tells nothing about the variable
 */
public record Parameter(Shape shape, boolean reassigned) {

    /** How a parameter is printed. */
    public enum Shape {
        /** One word: pointer, map, channel. */
        POINTER('P'),
        /** Two words, the second of which is the address. */
        INTERFACE('I'),
        /** Three words, the first of which is the address. */
        SLICE('S'),
        FUNCTION('F'),
        /** One word that is no address. */
        NUMBER('N'),
        OTHER('O');

        private final char letter;

        Shape(char letter) {
            this.letter = letter;
        }
    }

    static Parameter of(String word) {
        char letter = word.isEmpty() ? 'O' : word.charAt(0);
        Shape shape = Shape.OTHER;
        for (Shape each : Shape.values()) {
            shape = each.letter == letter ? each : shape;
        }
        return new Parameter(shape, word.indexOf('R', 1) > 0);
    }

    /** Whether the parameter's value is, or holds, an address. */
    public boolean isAddress() {
        return shape == Shape.POINTER || shape == Shape.INTERFACE || shape == Shape.SLICE;
    }
}
