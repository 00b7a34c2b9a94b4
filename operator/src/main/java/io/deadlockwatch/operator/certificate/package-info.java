/** The operator's own CA and the certificate of its two servers. */
@NullMarked
package io.deadlockwatch.operator.certificate;

import org.jspecify.annotations.NullMarked;
