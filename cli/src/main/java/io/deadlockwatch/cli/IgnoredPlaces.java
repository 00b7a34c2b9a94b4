package io.deadlockwatch.cli;

import io.deadlockwatch.core.judge.IgnoreList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code pattern=reason} of the command line: a pattern with a bar is a site, one that ends with {@code .go} a file, any other a function. */
final class IgnoredPlaces implements ITypeConverter<IgnoreList.Entry> {

    @Override
    public IgnoreList.Entry convert(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0 || text.substring(equals + 1).isBlank()) {
            throw new TypeConversionException("'" + text + "' is no PATTERN=REASON; a place is ignored for a reason");
        }
        String pattern = text.substring(0, equals);
        return new IgnoreList.Entry(kind(pattern), pattern, text.substring(equals + 1));
    }

    private static IgnoreList.Kind kind(String pattern) {
        if (pattern.indexOf('|') >= 0) {
            return IgnoreList.Kind.SITE;
        }
        return pattern.endsWith(".go") ? IgnoreList.Kind.FILE : IgnoreList.Kind.FUNCTION;
    }
}
