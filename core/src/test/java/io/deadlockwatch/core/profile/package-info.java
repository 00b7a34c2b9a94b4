/** Tests of the profile reader. */
@NullMarked
package io.deadlockwatch.core.profile;

import org.jspecify.annotations.NullMarked;
