package org.tilia.wasm.text;

import java.util.Arrays;

/** Cuts the name section off a binary that ends with it. */
final class WithoutNames {

    private WithoutNames() {
    }

    static byte[] of(byte[] module) {
        int position = 8;
        while (position < module.length) {
            int start = position;
            int id = module[position++];
            int size = 0;
            int shift = 0;
            byte part;
            do {
                part = module[position++];
                size |= (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            if (id == 0 && module[position] == 4 && new String(module, position + 1, 4).equals("name")) {
                return Arrays.copyOf(module, start);
            }
            position += size;
        }
        return module;
    }
}
