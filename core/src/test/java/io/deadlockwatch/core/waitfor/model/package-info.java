@NullMarked
package io.deadlockwatch.core.waitfor.model;

import org.jspecify.annotations.NullMarked;
