package org.tilia.wasi;

import java.util.List;

/** {@code path_*}: no folder is open that a path could start from, and the standard streams are none. */
final class PathFunctions {

    /** Name, parameters, and which parameters are descriptors of folders. */
    private record Shape(String name, String parameters, int... folders) {
    }

    private static final List<Shape> SHAPES = List.of(
                    new Shape("path_create_directory", "iii", 0),
                    new Shape("path_filestat_get", "iiiii", 0),
                    new Shape("path_filestat_set_times", "iiiilli", 0),
                    new Shape("path_link", "iiiiiii", 0, 4),
                    new Shape("path_open", "iiiiillii", 0),
                    new Shape("path_readlink", "iiiiii", 0),
                    new Shape("path_remove_directory", "iii", 0),
                    new Shape("path_rename", "iiiiii", 0, 3),
                    new Shape("path_symlink", "iiiii", 2),
                    new Shape("path_unlink_file", "iii", 0));

    private PathFunctions() {
    }

    static void addTo(Functions functions, DescriptorTable table) {
        for (Shape shape : SHAPES) {
            functions.add(shape.name(), shape.parameters(), call -> {
                for (int folder : shape.folders()) {
                    table.get(call.i32(folder));
                }
                throw new WasiException(Errno.NOTDIR);
            });
        }
    }
}
