package io.deadlockwatch.core.judge;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sentences that are put together when somebody first looks at them. Every stack of every report is judged, and to say why takes longer than to judge; few are ever
 * read. Immutable, and safe for many threads: two that look at once may both put them together, to the same end.
 */
final class Sentences extends AbstractList<String> {

    private volatile @Nullable Supplier<List<String>> author;
    private volatile List<String> written = List.of();

    private Sentences(Supplier<List<String>> author) {
        this.author = author;
    }

    /** What the author says, who is asked at most once by each thread that looks, and then forgotten. */
    static List<String> by(Supplier<List<String>> author) {
        return new Sentences(author);
    }

    /** A copy that nobody can change; what is not written yet need not be. */
    static List<String> copyOf(List<String> sentences) {
        return sentences instanceof Sentences ? sentences : List.copyOf(sentences);
    }

    @Override
    public String get(int index) {
        return all().get(index);
    }

    @Override
    public int size() {
        return all().size();
    }

    private List<String> all() {
        Supplier<List<String>> asked = author;
        if (asked != null) {
            written = List.copyOf(asked.get());
            author = null;
        }
        return written;
    }
}
