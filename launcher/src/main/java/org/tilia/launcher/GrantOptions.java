package org.tilia.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import picocli.CommandLine.Option;

/** The options by which a guest is granted something of the system, which it otherwise does not see. */
final class GrantOptions {

    private static final String SEPARATOR = "::";
    private static final String READ_ONLY = ":ro";
    private static final String READ_WRITE = ":rw";
    /** The system property by which the script says which standard streams are terminals, as the language's option names them. */
    private static final String TERMINALS = "tilia.terminals";

    @Option(names = "--dir", paramLabel = "HOST[::GUEST][:ro]", description = "A folder that the guest may use, under the path GUEST, or under the one as "
                    + "written; with :ro it may not change it. The guest reaches nothing outside of its folders.")
    private List<String> folders = List.of();

    @Option(names = "--env", paramLabel = "NAME[=VALUE]", description = "An environment variable for the guest, which sees no others; NAME alone takes the "
                    + "value that tilia itself has.")
    private List<String> environment = List.of();

    @Option(names = "--env-inherit", description = "Gives the guest all environment variables that tilia has; --env sets others.")
    private boolean inheritsEnvironment;

    @Option(names = "--argv0", paramLabel = "NAME", description = "The name by which the guest is told that it was called, instead of the file's.")
    private String programName;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "An address on which the guest accepts connections; its descriptors follow those of the "
                    + "folders, which begin with 3.")
    private List<String> addresses = List.of();

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Makes runs alike: random numbers follow from the number, and clocks begin at 2000-01-01 and "
                    + "jump over the times that the guest sleeps.")
    private Long seed;

    @Option(names = "--trace", paramLabel = "wasi", description = "Prints a line to standard error for each call of WASI.")
    private Trace trace;

    /** What can be traced. */
    enum Trace {
        wasi
    }

    /** @param words the file and the guest's arguments */
    void apply(Context.Builder builder, List<String> words) {
        List<String> arguments = new ArrayList<>(words);
        if (programName != null) {
            arguments.set(0, programName);
        }
        builder.arguments("wasm", arguments.toArray(String[]::new)).environment(variables());
        List<Folder> all = folders.stream().map(Folder::of).toList();
        builder.allowIO(IOAccess.newBuilder().allowHostFileAccess(!all.isEmpty()).allowHostSocketAccess(!addresses.isEmpty()).build());
        set(builder, "wasm.WasiMapDirs", mapping(all, false));
        set(builder, "wasm.WasiMapDirsReadOnly", mapping(all, true));
        set(builder, "wasm.WasiListen", String.join(",", addresses));
        set(builder, "wasm.WasiSeed", seed == null ? "" : seed.toString());
        set(builder, "wasm.WasiTrace", trace == Trace.wasi ? "true" : "");
        set(builder, "wasm.WasiTerminals", System.getProperty(TERMINALS, ""));
    }

    private static void set(Context.Builder builder, String option, String value) {
        if (!value.isEmpty()) {
            builder.option(option, value);
        }
    }

    private static String mapping(List<Folder> folders, boolean readOnly) {
        return folders.stream().filter(folder -> folder.readOnly() == readOnly).map(folder -> folder.guest() + SEPARATOR + folder.host())
                        .map(text -> text.replace(",", ",,")).collect(Collectors.joining(","));
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(inheritsEnvironment ? System.getenv() : Map.of());
        for (String variable : environment) {
            if (variable.contains("=")) {
                String[] parts = Definition.split("--env", "VALUE", variable);
                variables.put(parts[0], parts[1]);
            } else if (System.getenv(variable) != null) {
                variables.put(variable, System.getenv(variable));
            }
        }
        return variables;
    }

    /** A folder of the host, the guest's path of it, and whether it may only be read. */
    private record Folder(String host, String guest, boolean readOnly) {

        /** @throws LauncherException when there is no such folder */
        static Folder of(String text) {
            boolean readOnly = text.endsWith(READ_ONLY);
            String paths = readOnly || text.endsWith(READ_WRITE) ? text.substring(0, text.length() - READ_ONLY.length()) : text;
            int separator = paths.lastIndexOf(SEPARATOR);
            String host = separator < 0 ? paths : paths.substring(0, separator);
            String guest = separator < 0 ? paths : paths.substring(separator + SEPARATOR.length());
            if (host.isEmpty() || guest.isEmpty()) {
                throw new LauncherException(ExitCode.USAGE, "--dir " + text + ": must be HOST, or HOST::GUEST, with :ro behind it if it may not be changed");
            }
            Path path = Input.path(host);
            if (!Files.isDirectory(path)) {
                throw new LauncherException(ExitCode.CANNOT_READ, "--dir " + text + ": " + (Files.exists(path) ? host + " is not a folder" : "there is no folder " + host));
            }
            return new Folder(host, guest, readOnly);
        }
    }
}
