/** The schema, generated and tried. */
@NullMarked
package io.deadlockwatch.crds;

import org.jspecify.annotations.NullMarked;
