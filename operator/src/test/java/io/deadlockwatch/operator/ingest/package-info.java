@NullMarked
package io.deadlockwatch.operator.ingest;

import org.jspecify.annotations.NullMarked;
