/* Model of a power cut: a file is what it was when it was last synced.
 *
 * LD_PRELOAD; each fsync or fdatasync copies the file into the folder SHADOW under its name below ROOT, as its bytes are
 * at that moment.  A rename is made there too; what was unlinked stays until its folder is synced.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int (*rename_function)(const char *, const char *);

static rename_function real_rename(void) { return (rename_function)dlsym(RTLD_NEXT, "rename"); }

static int shadow_name(const char *path, char *name) {
    const char *root = getenv("ROOT"), *shadow = getenv("SHADOW");
    if (!root || !shadow || strncmp(path, root, strlen(root)) != 0) return 0;
    snprintf(name, PATH_MAX, "%s%s", shadow, path + strlen(root));
    return 1;
}

static void forget_unlinked(const char *path, const char *shadow) {
    DIR *entries = opendir(shadow);
    struct dirent *entry;
    while (entries && (entry = readdir(entries))) {
        char there[PATH_MAX + 300], kept[PATH_MAX + 300];
        snprintf(there, sizeof there, "%s/%s", path, entry->d_name);
        snprintf(kept, sizeof kept, "%s/%s", shadow, entry->d_name);
        if (access(there, F_OK) != 0) unlink(kept);
    }
    if (entries) closedir(entries);
}

static void copy(int fd) {
    char link[64], path[PATH_MAX], name[PATH_MAX], part[PATH_MAX + 8], block[65536];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    struct stat found;
    if (!shadow_name(path, name) || fstat(fd, &found) != 0) return;
    if (S_ISDIR(found.st_mode)) forget_unlinked(path, name);
    if (!S_ISREG(found.st_mode)) return;
    snprintf(part, sizeof part, "%s.copy", name);
    int from = open(link, O_RDONLY), to = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ssize_t got;
    while ((got = read(from, block, sizeof block)) > 0)
        if (write(to, block, got) != got) abort();
    close(from);
    close(to);
    if (real_rename()(part, name) != 0) abort();
}

int fsync(int fd) { copy(fd); return 0; }
int fdatasync(int fd) { copy(fd); return 0; }

int rename(const char *old, const char *new) {
    char from[PATH_MAX], to[PATH_MAX], full[PATH_MAX];
    int is_ours = realpath(old, full) && shadow_name(full, from);
    int result = real_rename()(old, new);
    if (is_ours && result == 0 && realpath(new, full) && shadow_name(full, to)) real_rename()(from, to);
    return result;
}
