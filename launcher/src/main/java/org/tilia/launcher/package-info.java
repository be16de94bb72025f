/**
 * The {@code tilia} command.
 *
 * <p>{@link org.tilia.launcher.Main} starts it, {@link org.tilia.launcher.TiliaCommand} has its commands, one class each.
 * Whatever is handed in is looked at by {@link org.tilia.launcher.FileKind} before the language sees it, and whatever
 * fails becomes one message and one of the {@link org.tilia.launcher.ExitCode exit codes} in
 * {@link org.tilia.launcher.Failures}. The language is used as any embedder uses it, through the polyglot API.
 */
package org.tilia.launcher;
