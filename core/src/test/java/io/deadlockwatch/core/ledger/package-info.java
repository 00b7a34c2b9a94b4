/** Tests of the ledger. */
@NullMarked
package io.deadlockwatch.core.ledger;

import org.jspecify.annotations.NullMarked;
