package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Verdict;

/** What happened to an incident. */
public sealed interface IncidentChange {

    /** The incident after it. */
    IncidentView incident();

    /** It opened, for the first time or again. */
    record Opened(IncidentView incident) implements IncidentChange {}

    /** Its verdict rose. */
    record Escalated(IncidentView incident, Verdict before) implements IncidentChange {}

    /** Its numbers are worth writing down; nobody needs to be told. */
    record Updated(IncidentView incident) implements IncidentChange {}

    /** It is over. */
    record Resolved(IncidentView incident) implements IncidentChange {}

    /** It is long over, or there are too many: its object goes. */
    record Removed(IncidentView incident) implements IncidentChange {}
}
