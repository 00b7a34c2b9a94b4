/** What is measured, each in a virtual machine of its own. */
@NullMarked
package io.deadlockwatch.bench.measure;

import org.jspecify.annotations.NullMarked;
