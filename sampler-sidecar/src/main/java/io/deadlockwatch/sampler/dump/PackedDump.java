package io.deadlockwatch.sampler.dump;

import java.util.List;

/**
 * A dump as it is sent.
 *
 * @param members gzip, one after another; never changed
 * @param partial whether goroutines were left out
 */
public record PackedDump(List<byte[]> members, boolean partial) {

    /** All that may be sent, a header of a few hundred bytes aside. */
    public static final int MOST_BYTES = (1 << 20) - (16 << 10);

    public PackedDump {
        members = List.copyOf(members);
    }

    /** Bytes of all members. */
    public int size() {
        int size = 0;
        for (byte[] member : members) {
            size += member.length;
        }
        return size;
    }
}
