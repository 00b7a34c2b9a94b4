package io.deadlockwatch.core.waitfor.model;

/** What a model was made of. Members that the file does not name are empty. */
public record ModelBuild(String module, String goos, String goarch, String goVersion, String revision, String tags) {}
