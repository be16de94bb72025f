// A greeting in C: prints its arguments, or greets the world if it has none.

#include <stdio.h>

int main(int argc, char **argv) {
    printf("Hello, ");
    if (argc < 2) {
        printf("world");
    }
    for (int i = 1; i < argc; i++) {
        printf("%s%s", i == 1 ? "" : i == argc - 1 ? " and " : ", ", argv[i]);
    }
    printf("!\n");
    return 0;
}
