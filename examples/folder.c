/* Lists a folder with the number of lines of each file, writes the sum into the file "lines.txt" there, and says what it may not do. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char report[] = "lines.txt";

/* The number of lines of a file, or -1 when it cannot be read. */
static long lines(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return -1;
    }
    long count = 0;
    int character;
    while ((character = fgetc(file)) != EOF) {
        count += character == '\n';
    }
    fclose(file);
    return count;
}

static int by_name(const struct dirent **left, const struct dirent **right) {
    return strcmp((*left)->d_name, (*right)->d_name);
}

int main(int count, char **arguments) {
    const char *folder = count > 1 ? arguments[1] : ".";
    char path[4096];
    struct dirent **entries;
    int entry_count = scandir(folder, &entries, NULL, by_name);
    if (entry_count < 0) {
        fprintf(stderr, "%s: %s\n", folder, strerror(errno));
        return 1;
    }
    long sum = 0;
    for (int i = 0; i < entry_count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_type == DT_REG && strcmp(entries[i]->d_name, report) != 0) {
            long found = lines(path);
            printf("%8ld %s\n", found, entries[i]->d_name);
            sum += found > 0 ? found : 0;
        }
    }
    snprintf(path, sizeof path, "%s/%s", folder, report);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return 1;
    }
    fprintf(file, "%ld\n", sum);
    return fclose(file) == 0 ? 0 : 1;
}
