@NullMarked
package io.deadlockwatch.operator.certificate;

import org.jspecify.annotations.NullMarked;
