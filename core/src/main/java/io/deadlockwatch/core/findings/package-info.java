/** Static findings: read from SARIF, looked up by site, function and line. */
@NullMarked
package io.deadlockwatch.core.findings;

import org.jspecify.annotations.NullMarked;
