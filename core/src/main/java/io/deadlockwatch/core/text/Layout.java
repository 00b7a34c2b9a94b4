package io.deadlockwatch.core.text;

import java.util.Collection;

/**
 * Where in the runtime's smallest functions the call stands that a counter points behind, as the last bits of the counter. From the code of Go 1.18 to 1.27 for both
 * machines; on others nothing is told.
 */
enum Layout {
    /** Instructions of any length, functions at multiples of 32 bytes. */
    AMD64 {
        @Override
        Wrapper wrapper(long counter) {
            return switch ((int) (counter & 31)) {
                case 0x17, 0x1D -> Wrapper.SEND;
                case 0x12, 0x18 -> Wrapper.RECEIVE;
                default -> Wrapper.UNKNOWN;
            };
        }

        @Override
        boolean isBlock(long counter) {
            int bits = (int) (counter & 31);
            return bits == 0x06 || bits == 0x0C;
        }
    },
    /** Instructions of four bytes, functions at multiples of 16. */
    ARM64 {
        @Override
        Wrapper wrapper(long counter) {
            return switch ((int) (counter & 15)) {
                case 0x8 -> Wrapper.SEND;
                case 0x4 -> Wrapper.RECEIVE;
                default -> Wrapper.UNKNOWN;
            };
        }

        @Override
        boolean isBlock(long counter) {
            return (counter & 15) == 0;
        }
    };

    /** What a small function does. */
    enum Wrapper {
        SEND,
        RECEIVE,
        UNKNOWN
    }

    abstract Wrapper wrapper(long counter);

    /** Whether the counter can be in {@code runtime.block}. */
    abstract boolean isBlock(long counter);

    /** The machine whose counters these are. */
    static Layout of(Collection<TextStack> stacks) {
        for (TextStack stack : stacks) {
            HiddenCalls hidden = stack.hidden();
            if (((hidden.first() | hidden.second() | hidden.third()) & 3) != 0) {
                return AMD64;
            }
        }
        return ARM64;
    }
}
