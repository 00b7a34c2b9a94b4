package io.deadlockwatch.core.protocol;

import java.io.InputStream;

/**
 * A dump on its way in.
 *
 * @param text what {@code goroutine?debug=2} answered; not read yet, bounded, throws {@link ReportException} where it is damaged or too large
 */
public record DumpUpload(DumpHeader header, InputStream text) {}
