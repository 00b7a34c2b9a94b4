package io.deadlockwatch.core.findings;

/**
 * What a tool tells of one of its rules. Texts are empty where it does not.
 *
 * @param name short, for people
 * @param level {@code error}, {@code warning} or {@code note}: of results that name none of their own
 * @param summary one sentence
 * @param help longer; Markdown where the tool has it
 * @param helpUri a page about it
 */
public record Rule(String id, String name, String level, String summary, String help, String helpUri) {

    /** The level of rules that name none. */
    static final String DEFAULT_LEVEL = "warning";
}
